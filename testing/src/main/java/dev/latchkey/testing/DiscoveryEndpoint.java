package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metadata document (OpenID Connect Discovery §3, RFC 8414 §2, RFC 9207 §3). */
final class DiscoveryEndpoint implements EndpointHandler {
    private final ProviderState state;

    DiscoveryEndpoint(ProviderState state) {
        this.state = state;
    }

    @Override
    public Answer answer(Request request) {
        Map<String, Object> document = document();
        DiscoveryLies.edit(document, state);
        return Reply.json(200, document);
    }

    private Map<String, Object> document() {
        List<String> authMethods = state.settings.tokenEndpointAuthMethods();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", state.issuer());
        document.put("authorization_endpoint", state.address(Endpoint.AUTHORIZATION));
        document.put("token_endpoint", state.address(Endpoint.TOKEN));
        document.put("userinfo_endpoint", state.address(Endpoint.USERINFO));
        document.put("jwks_uri", state.address(Endpoint.JWKS));
        document.put("registration_endpoint", state.address(Endpoint.REGISTRATION));
        document.put("introspection_endpoint", state.address(Endpoint.INTROSPECTION));
        document.put("revocation_endpoint", state.address(Endpoint.REVOCATION));
        document.put("end_session_endpoint", state.address(Endpoint.END_SESSION));
        document.put("check_session_iframe", state.address(Endpoint.CHECK_SESSION));
        document.put("frontchannel_logout_supported", true);
        document.put("frontchannel_logout_session_supported", true);
        document.put("backchannel_logout_supported", true);
        document.put("backchannel_logout_session_supported", true);
        document.put("response_types_supported", ResponseTypes.ALL);
        document.put("response_modes_supported", List.of("query", "fragment", "form_post"));
        document.put(
                "grant_types_supported",
                List.of("authorization_code", "implicit", "refresh_token", "client_credentials"));
        document.put("subject_types_supported", List.of("public"));
        document.put(
                "id_token_signing_alg_values_supported",
                Capabilities.idTokenSigning(state.settings.signingAlgorithm().name()));
        Capabilities.addTo(document, authMethods);
        if (!authMethods.isEmpty()) {
            document.put("token_endpoint_auth_methods_supported", authMethods);
            document.put("introspection_endpoint_auth_methods_supported", authMethods);
            document.put("revocation_endpoint_auth_methods_supported", authMethods);
        }
        document.put("scopes_supported", List.of("openid", "profile", "email", "address", "phone", "offline_access"));
        document.put("claims_supported", ClaimScopes.CLAIMS);
        document.put("claims_parameter_supported", true);
        document.put("acr_values_supported", List.of(Asked.PASSWORD, "urn:test:otp"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("prompt_values_supported", List.of("none", "login", "consent", "select_account", "create"));
        document.put("authorization_response_iss_parameter_supported", true);
        return document;
    }
}
