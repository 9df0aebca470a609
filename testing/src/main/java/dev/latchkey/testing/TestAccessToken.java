package dev.latchkey.testing;

import dev.latchkey.testing.jose.SigningAlgorithm;
import dev.latchkey.testing.jose.SigningKey;
import dev.latchkey.testing.wire.Words;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An access token for tests of an API, as good or as bad as they need it: alice's, for {@code https://api.example.com},
 * issued to {@code client1}, a JWT by RFC 9068. Each method answers a changed copy. The provider knows what it issued: it
 * tells about it at its introspection endpoint, and takes it at UserInfo.
 *
 * <p>Misbehaviours of form and signature, such as {@link Misbehaviour#BAD_SIGNATURE}, hold for it too.
 */
public final class TestAccessToken {
    private final ProviderState state;
    private final Form form;
    private final List<Consumer<IdTokenDraft>> changes;

    private enum Form {
        JWT,
        OPAQUE
    }

    TestAccessToken(ProviderState state) {
        this(state, Form.JWT, List.of());
    }

    private TestAccessToken(ProviderState state, Form form, List<Consumer<IdTokenDraft>> changes) {
        this.state = state;
        this.form = form;
        this.changes = changes;
    }

    /** A random value instead of a JWT. */
    public TestAccessToken opaque() {
        return new TestAccessToken(state, Form.OPAQUE, changes);
    }

    /** For this user. */
    public TestAccessToken subject(String subject) {
        return claim("sub", subject);
    }

    /** Issued to this client. */
    public TestAccessToken client(String clientId) {
        return claim("client_id", clientId);
    }

    /** With these scopes; none by default. */
    public TestAccessToken scopes(String... scopes) {
        return claim("scope", String.join(" ", scopes));
    }

    /** For these services: one as text, several as a list. */
    public TestAccessToken audience(String... audiences) {
        return claim("aud", audiences.length == 1 ? audiences[0] : List.of(audiences));
    }

    /** That ends so long after now, or before it if negative. */
    public TestAccessToken expiresIn(Duration lifetime) {
        return with(draft -> draft.claims.put("exp", draft.now.plus(lifetime).getEpochSecond()));
    }

    /** With this claim. */
    public TestAccessToken claim(String name, Object value) {
        return with(draft -> draft.claims.put(name, value));
    }

    /** Without this claim. */
    public TestAccessToken without(String claim) {
        return with(draft -> draft.claims.remove(claim));
    }

    /** With this {@code typ} in the header. */
    public TestAccessToken type(String type) {
        return header("typ", type);
    }

    /** With this member in the header. */
    public TestAccessToken header(String name, Object value) {
        return with(draft -> draft.header.put(name, value));
    }

    /** Without this member in the header. */
    public TestAccessToken withoutHeader(String name) {
        return with(draft -> draft.header.remove(name));
    }

    /**
     * Signed by this algorithm, with a key that the provider publishes.
     *
     * @throws IllegalArgumentException if it is none of {@link TestProvider.Builder#signingAlgorithm}
     */
    public TestAccessToken algorithm(String name) {
        SigningAlgorithm algorithm = SigningAlgorithm.named(name);
        return with(draft -> {
            SigningKey key = state.keys.signing(algorithm);
            draft.header.put("alg", name);
            draft.header.put("kid", key.kid());
            draft.signer = key::sign;
        });
    }

    /** The token. */
    public String issue() {
        Grant grant = grant("alice", "client1", Set.of());
        AccessTokens tokens = new AccessTokens(state);
        IdTokenDraft draft = tokens.draft(grant, Set.of(), "https://api.example.com");
        changes.forEach(change -> change.accept(draft));
        Set<String> scopes = Words.of(String.valueOf(draft.claims.getOrDefault("scope", "")));
        Grant said =
                grant(String.valueOf(draft.claims.get("sub")), String.valueOf(draft.claims.get("client_id")), scopes);
        String value = form == Form.JWT ? tokens.signed(draft) : Secrets.random();
        return tokens.keep(draft, said, scopes, value).value();
    }

    private Grant grant(String subject, String clientId, Set<String> scopes) {
        TestUser user = TestUser.of(subject);
        return new Grant(
                Secrets.random(), clientId, user, scopes, null, state.clock.now(), Secrets.random(), Asked.NOTHING);
    }

    private TestAccessToken with(Consumer<IdTokenDraft> change) {
        return new TestAccessToken(
                state, form, Stream.concat(changes.stream(), Stream.of(change)).toList());
    }
}
