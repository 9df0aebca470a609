package dev.latchkey.testing;

import dev.latchkey.testing.jose.Compact;
import java.net.URI;

/** What a client can compare, without knowing the session itself (OpenID Connect Session Management §3.2). */
final class SessionState {
    private SessionState() {}

    /** The {@code session_state} for a client at the origin of this redirect URI. */
    static String of(String clientId, String redirectUri, String browserState) {
        String salt = Secrets.random();
        String origin = Sites.origin(URI.create(redirectUri));
        return Compact.s256(clientId + " " + origin + " " + browserState + " " + salt) + "." + salt;
    }

    /** The cookie that the provider's page reads. */
    static String cookieName(int port) {
        return "test-provider-state-" + port;
    }
}
