package dev.latchkey.testing;

import java.util.List;
import java.util.Map;

/** Lies in the metadata document. */
final class DiscoveryLies {
    private DiscoveryLies() {}

    static void edit(Map<String, Object> document, ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case DISCOVERY_OTHER_ISSUER -> document.put("issuer", "https://other-issuer.example");
                case DISCOVERY_NO_ISSUER -> document.remove("issuer");
                case DISCOVERY_NO_TOKEN_ENDPOINT -> document.remove("token_endpoint");
                case DISCOVERY_NO_JWKS_URI -> document.remove("jwks_uri");
                case DISCOVERY_OTHER_ALGORITHM ->
                    document.put("id_token_signing_alg_values_supported", List.of("ES512"));
                case DISCOVERY_NO_PKCE -> document.remove("code_challenge_methods_supported");
                case NO_USERINFO_ENDPOINT -> document.remove("userinfo_endpoint");
                case NO_END_SESSION_ENDPOINT -> document.remove("end_session_endpoint");
                case NO_REGISTRATION_ENDPOINT -> document.remove("registration_endpoint");
                case ISS_NOT_ADVERTISED -> document.remove("authorization_response_iss_parameter_supported");
                case NO_CHECK_SESSION_IFRAME -> document.remove("check_session_iframe");
                case NO_REVOCATION_ENDPOINT -> document.remove("revocation_endpoint");
                default -> {}
            }
        }
    }
}
