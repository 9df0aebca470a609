package dev.latchkey.benchmarks.sidebyside.latchkey;

import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.Access;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.redis.RedisSessionStore;
import dev.latchkey.store.SessionStore;
import java.time.Duration;

/**
 * A relying party, and what its application asks for.
 *
 * @param relyingParty the relying party
 * @param access what the protected page asks for
 */
record Party(RelyingParty relyingParty, Access access) {
    /** A cookie is written anew every tenth of it: not while it is measured. */
    private static final Duration IDLE_TIMEOUT = Duration.ofHours(10);

    private static final String SECRET_KEY = "kS3pGb0qT1vW8xZ5aC7dE9fH2jL4mN6r";
    private static final String AUDIENCE = "https://api.example.com";

    /** Port, issuer, what it is, and the address of Redis if that is latchkey-redis. */
    static Party of(String[] arguments) {
        Provider provider =
                Provider.discover(arguments[1]).client("client1", "secret1").userInfo(UserInfoMode.NEVER);
        RelyingPartyBuilder builder = RelyingParty.builder()
                .idleTimeout(IDLE_TIMEOUT)
                .baseUrl("http://localhost:" + arguments[0])
                .secretKey(SECRET_KEY);
        return switch (arguments[2]) {
            case "latchkey-memory" ->
                session(builder.sessions(SessionStore.inMemory()).provider("default", provider));
            case "latchkey-cookie" ->
                session(builder.sessions(SessionStore.cookie()).provider("default", provider));
            case "latchkey-redis" ->
                session(builder.sessions(Redis.store(arguments[3])).provider("default", provider));
            case "latchkey-bearer" ->
                new Party(
                        builder.provider("default", provider.acceptAccessTokens(AccessTokens.jwt(AUDIENCE)))
                                .build(),
                        Access.bearer());
            default -> throw new IllegalArgumentException(arguments[2]);
        };
    }

    private static Party session(RelyingPartyBuilder builder) {
        return new Party(builder.build(), Access.signedIn());
    }

    /** Apart, so that it is loaded where it is on the class path. */
    private static final class Redis {
        private Redis() {}

        static SessionStore store(String uri) {
            return RedisSessionStore.builder(uri).build();
        }
    }
}
