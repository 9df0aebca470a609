package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.SignatureAlgorithms;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a provider's access tokens are checked when somebody calls this application with one. The audience is required: a
 * token that was issued for another service must not open this one.
 */
public sealed interface AccessTokens {
    /**
     * Tokens that are JWTs (RFC 9068), checked here: with the provider's keys, and without asking it. A token that the
     * provider takes back works until it expires.
     *
     * @param audience how the provider names this application in the {@code aud} of its tokens, such as
     *     {@code https://api.example.com}
     */
    static Jwt jwt(String audience) {
        return new Jwt(audience, Jwt.USUAL_ALGORITHMS);
    }

    /**
     * Tokens that the provider is asked about (RFC 7662); an answer is used again for 30 seconds. Needs a client that can
     * authenticate.
     *
     * @param audience how the provider names this application in the {@code aud} of its answers
     */
    static Introspected introspected(String audience) {
        return new Introspected(audience, Introspected.LONGEST, null);
    }

    /** What {@code aud} must contain. */
    String audience();

    /**
     * Checked here.
     *
     * @param audience what {@code aud} must contain
     * @param algorithms the signature algorithms to accept
     */
    record Jwt(String audience, Set<String> algorithms) implements AccessTokens {
        private static final Set<String> USUAL_ALGORITHMS = Set.of("RS256", "PS256", "ES256", "EdDSA");

        /**
         * Checks the audience and the algorithms.
         *
         * @throws Misconfigured if the audience is blank, or an algorithm is unknown or not asymmetric
         */
        public Jwt {
            algorithms = Set.copyOf(algorithms);
            require(audience);
            if (algorithms.isEmpty() || !SignatureAlgorithms.ASYMMETRIC.containsAll(algorithms)) {
                throw Misconfigured.setting(
                        "AccessTokens.signedWith", "is " + algorithms, "some of " + SignatureAlgorithms.ASYMMETRIC);
            }
        }

        /** These tokens, signed with one of these algorithms. Default: RS256, PS256, ES256, EdDSA. */
        public Jwt signedWith(String... names) {
            return new Jwt(audience, Set.of(names));
        }
    }

    /**
     * Asked about.
     *
     * @param audience what {@code aud} must contain
     * @param cache how long an answer is used again, never beyond the token's end
     * @param signingAlgorithm the algorithm that answers are signed with (RFC 9701); null: they are JSON
     */
    record Introspected(
            String audience, Duration cache, @Nullable String signingAlgorithm) implements AccessTokens {
        private static final Duration LONGEST = Duration.ofSeconds(30);

        /**
         * Checks the audience, the duration and the algorithm.
         *
         * @throws Misconfigured if one cannot be
         */
        public Introspected {
            require(audience);
            if (cache.isNegative() || cache.compareTo(LONGEST) > 0) {
                throw Misconfigured.setting(
                        "AccessTokens.cache", "is " + cache, "between 0 and 30 seconds; 0 turns the cache off");
            }
            if (signingAlgorithm != null && !SignatureAlgorithms.ASYMMETRIC.contains(signingAlgorithm)) {
                throw Misconfigured.setting(
                        "AccessTokens.signedAnswers",
                        "is \"" + signingAlgorithm + "\"",
                        "one of " + SignatureAlgorithms.ASYMMETRIC);
            }
        }

        /** An answer is used again for this long: at most 30 seconds, the default; with 0 each request asks. */
        public Introspected cache(Duration duration) {
            return new Introspected(audience, duration, signingAlgorithm);
        }

        /** Answers are JWTs signed with this algorithm (RFC 9701), and JSON is refused. Default: they are JSON. */
        public Introspected signedAnswers(String algorithm) {
            return new Introspected(audience, cache, algorithm);
        }
    }

    private static void require(String audience) {
        if (audience.isBlank()) {
            throw Misconfigured.setting(
                    "AccessTokens",
                    "has a blank audience",
                    "what the provider puts into aud for this application, such as \"https://api.example.com\"");
        }
    }
}
