package dev.latchkey.token;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The revocation endpoint (RFC 7009 §2). Thread-safe. */
public final class RevocationClient {
    /** A person waits. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ProviderHttp http;
    private final InstantSource clock;

    /** What kind of token it is. */
    public enum Kind {
        /** A refresh token. */
        REFRESH_TOKEN("refresh_token"),
        /** An access token. */
        ACCESS_TOKEN("access_token");

        private final String hint;

        Kind(String hint) {
            this.hint = hint;
        }
    }

    /** Over these calls. */
    public RevocationClient(ProviderHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * Revokes a token.
     *
     * @param endpoint the {@code revocation_endpoint}
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider does not answer within two seconds
     * @throws ProtocolViolation if it refuses
     */
    public void revoke(String token, Kind kind, URI endpoint, Relationship relationship) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("token", token);
        parameters.put("token_type_hint", kind.hint);
        HttpCall call = ClientAuthenticator.authenticated(http, endpoint, parameters, relationship, clock.instant())
                .within(TIMEOUT);
        HttpAnswer answer = http.send("revocation_endpoint", call);
        if (answer.status() / 100 == 5) {
            throw ProviderHttp.bad("revocation_endpoint", call, "answered " + answer.status());
        }
        if (answer.status() != 200) {
            throw new ProtocolViolation(
                    FailureReason.REVOCATION_FAILED,
                    "The revocation_endpoint " + endpoint + " answered " + answer.status() + " to a " + kind.hint
                            + ".");
        }
    }
}
