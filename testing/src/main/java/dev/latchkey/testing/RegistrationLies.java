package dev.latchkey.testing;

import java.util.List;
import java.util.Map;

/** Lies in the registration response. */
final class RegistrationLies {
    private RegistrationLies() {}

    static void edit(Map<String, Object> response, ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case REGISTRATION_NO_CLIENT_ID -> response.remove("client_id");
                case REGISTRATION_NO_SECRET -> response.remove("client_secret");
                case REGISTRATION_SHORT_SECRET -> response.put("client_secret", "8 chars!");
                case REGISTRATION_OTHER_REDIRECT_URI ->
                    response.put("redirect_uris", List.of("https://other-client.example/callback"));
                case REGISTRATION_OTHER_RESPONSE_TYPE -> response.put("response_types", List.of("none"));
                case REGISTRATION_OTHER_AUTH_METHOD -> response.put("token_endpoint_auth_method", "tls_client_auth");
                case REGISTRATION_OTHER_ALGORITHM -> response.put("id_token_signed_response_alg", "none");
                default -> {}
            }
        }
    }
}
