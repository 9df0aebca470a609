package dev.latchkey.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the provider can sign, encrypt and verify, for its metadata (OpenID Connect Discovery §3). */
final class Capabilities {
    private Capabilities() {}

    /** The algorithms of ID tokens; the one for clients that did not choose is the first. */
    static List<String> idTokenSigning(String usual) {
        return Stream.concat(Stream.of(usual), ClientMetadata.RESPONSE_SIGNING.stream())
                .distinct()
                .toList();
    }

    static void addTo(Map<String, Object> document, List<String> authMethods) {
        for (String kind : List.of("id_token", "userinfo")) {
            document.put(kind + "_encryption_alg_values_supported", ClientMetadata.KEY_MANAGEMENT);
            document.put(kind + "_encryption_enc_values_supported", ClientMetadata.CONTENT_ENCRYPTION);
        }
        document.put("userinfo_signing_alg_values_supported", ClientMetadata.RESPONSE_SIGNING);
        document.put("introspection_signing_alg_values_supported", ClientMetadata.RESPONSE_SIGNING);
        document.put("request_object_signing_alg_values_supported", ClientMetadata.REQUEST_SIGNING);
        document.put("request_parameter_supported", true);
        document.put("request_uri_parameter_supported", true);
        document.put("require_request_uri_registration", false);
        document.put("claim_types_supported", List.of("normal", "aggregated", "distributed"));
        if (authMethods.contains(TestClient.SECRET_JWT) || authMethods.contains(TestClient.PRIVATE_KEY_JWT)) {
            for (String endpoint : List.of("token", "introspection", "revocation")) {
                document.put(
                        endpoint + "_endpoint_auth_signing_alg_values_supported", ClientMetadata.ASSERTION_SIGNING);
            }
        }
    }
}
