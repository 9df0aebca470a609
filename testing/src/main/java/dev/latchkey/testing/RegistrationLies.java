package dev.latchkey.testing;

import java.util.Map;

/** Lies in the registration response. */
final class RegistrationLies {
    private RegistrationLies() {}

    static void edit(Map<String, Object> response, ProviderState state) {
        if (state.is(Misbehaviour.REGISTRATION_NO_CLIENT_ID)) {
            response.remove("client_id");
        }
        if (state.is(Misbehaviour.REGISTRATION_NO_SECRET)) {
            response.remove("client_secret");
        }
    }
}
