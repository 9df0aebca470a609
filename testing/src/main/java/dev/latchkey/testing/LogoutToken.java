package dev.latchkey.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A logout token that the provider can send (OpenID Connect Back-Channel Logout §2.4). Each method answers a changed copy
 * with the same {@code jti}; the active misbehaviours edit what is sent.
 */
public final class LogoutToken {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final ProviderState state;
    private final TestClient client;
    private final Map<String, @Nullable Object> header;
    private final Map<String, @Nullable Object> claims;

    private LogoutToken(
            ProviderState state,
            TestClient client,
            Map<String, @Nullable Object> header,
            Map<String, @Nullable Object> claims) {
        this.state = state;
        this.client = client;
        this.header = header;
        this.claims = claims;
    }

    /** A token for this client that does not say yet whose sessions end. */
    static LogoutToken of(ProviderState state, TestClient client) {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("iss", state.issuer());
        claims.put("aud", client.clientId());
        claims.put("iat", state.clock.now().getEpochSecond());
        claims.put("exp", state.clock.now().getEpochSecond() + 120);
        claims.put("jti", Secrets.random());
        claims.put("events", Map.of(EVENT, Map.of()));
        return new LogoutToken(state, client, Map.of(), claims);
    }

    /** With this {@code sid}. */
    public LogoutToken sid(String sid) {
        return claim("sid", sid);
    }

    /** With this {@code sub}. */
    public LogoutToken sub(String subject) {
        return claim("sub", subject);
    }

    /** With this claim; null leaves it out. */
    public LogoutToken claim(String name, @Nullable Object value) {
        return new LogoutToken(state, client, header, with(claims, name, value));
    }

    /** With this header member; null leaves it out. */
    public LogoutToken header(String name, @Nullable Object value) {
        return new LogoutToken(state, client, with(header, name, value), claims);
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> members, String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return more;
    }

    /** The token, signed, and encrypted if the client's ID tokens are. */
    public String compact() {
        IdTokenDraft draft =
                new IdTokenDraft(client.clientId(), ResponseSigner.of(client, "id_token", state), state.clock.now());
        draft.header.put("typ", "logout+jwt");
        header.forEach((name, value) -> put(draft.header, name, value));
        claims.forEach((name, value) -> put(draft.claims, name, value));
        LogoutTokenLies.edit(draft, state);
        return new Encryption(state).protect(draft.compact(), client, "id_token");
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
    }

    /**
     * Sends it to the {@code backchannel_logout_uri} that the client registered.
     *
     * @throws IllegalStateException if it registered none
     */
    public LogoutDelivery send() {
        String uri = client.text("backchannel_logout_uri");
        if (uri == null) {
            throw new IllegalStateException("the client " + client.clientId() + " has no backchannel_logout_uri");
        }
        return sendTo(uri);
    }

    /** Sends it to this address. */
    public LogoutDelivery sendTo(String uri) {
        return OutgoingRequests.post(client.clientId(), Objects.requireNonNull(uri), "logout_token", compact());
    }

    @Override
    public String toString() {
        return "LogoutToken[for " + client.clientId() + ", " + claims.keySet() + "]";
    }
}
