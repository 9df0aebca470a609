package dev.latchkey.testing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody who can sign in at the provider; immutable.
 *
 * @param subject the {@code sub} claim, which is also what to type on the sign-in page
 * @param claims the other claims: strings, numbers, booleans, lists and maps of them
 * @param sources claims from elsewhere, in the ID token and in UserInfo; by the name of the source
 */
public record TestUser(String subject, Map<String, Object> claims, Map<String, ClaimSource> sources) {
    /** The user with these parts. */
    public TestUser {
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** The user with these parts and nothing from elsewhere. */
    public TestUser(String subject, Map<String, Object> claims) {
        this(subject, claims, Map.of());
    }

    /** A user without any claim but the subject. */
    public static TestUser of(String subject) {
        return new TestUser(subject, Map.of());
    }

    /** This user with one claim more; which scope shows it is decided by OpenID Connect Core §5.4, others always. */
    public TestUser claim(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(claims);
        more.put(name, value);
        return new TestUser(subject, more, sources);
    }

    /** This user with aggregated claims in a token of this source (OpenID Connect Core §5.6.2.1). */
    public TestUser aggregatedClaims(String source, Map<String, Object> claims) {
        return withSource(source, new ClaimSource(ClaimSource.Delivery.AGGREGATED, claims));
    }

    /** This user with distributed claims, which are at {@link Endpoint#CLAIMS} (OpenID Connect Core §5.6.2.2). */
    public TestUser distributedClaims(String source, Map<String, Object> claims) {
        return withSource(source, new ClaimSource(ClaimSource.Delivery.DISTRIBUTED, claims));
    }

    private TestUser withSource(String name, ClaimSource source) {
        Map<String, ClaimSource> more = new LinkedHashMap<>(sources);
        more.put(name, source);
        return new TestUser(subject, claims, more);
    }

    /** The {@code name} claim, or else the subject. */
    public String displayName() {
        return claims.get("name") instanceof String name ? name : subject;
    }

    static Map<String, TestUser> defaults() {
        Map<String, TestUser> users = new TreeMap<>();
        users.put("alice", named("alice", "Alice", "Archer"));
        users.put("bob", named("bob", "Bob", "Baker"));
        return users;
    }

    private static TestUser named(String subject, String given, String family) {
        return of(subject)
                .claim("name", given + " " + family)
                .claim("given_name", given)
                .claim("family_name", family)
                .claim("preferred_username", subject)
                .claim("email", subject + "@example.com")
                .claim("email_verified", true);
    }
}
