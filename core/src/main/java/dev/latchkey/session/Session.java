package dev.latchkey.session;

import dev.latchkey.app.AccessToken;
import dev.latchkey.app.ActiveSession;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.store.SessionGroup;
import dev.latchkey.token.TokenResponse;
import dev.latchkey.token.UserClaims;
import dev.latchkey.token.VerifiedIdToken;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A login that succeeded, for as long as it lasts. Immutable; begins only from a verified ID token. */
public final class Session {
    private final String id;
    private final Identity identity;
    private final Lifetime lifetime;
    private final TokenSet tokens;
    private final AtProvider atProvider;
    /** What was made of it when somebody looked; whoever looks after a garbage collection makes it again. */
    private volatile @Nullable Reference<Shown> shown;

    /**
     * Who it is.
     *
     * @param provider the provider's name
     * @param issuer the issuer
     * @param subject the user's identifier at the issuer
     * @param claimsJson the claims, as JSON; null: they are those of the ID token
     * @param attributes what the login hook attached
     */
    record Identity(
            String provider,
            String issuer,
            String subject,
            @Nullable String claimsJson,
            Map<String, String> attributes) {
        Identity with(String otherClaims) {
            return new Identity(provider, issuer, subject, otherClaims, attributes);
        }
    }

    /**
     * From when to when.
     *
     * @param beganAt the login
     * @param endsAt the absolute end
     * @param seenAt the last request, as far as it was noted
     */
    record Lifetime(Instant beganAt, Instant endsAt, Instant seenAt) {
        Lifetime seen(Instant now) {
            return new Lifetime(beganAt, endsAt, now);
        }
    }

    /**
     * The tokens.
     *
     * @param idToken the ID token
     * @param accessToken the access token
     * @param expiresAt when the access token ends, if the provider said so
     * @param refreshToken the refresh token; never in a cookie
     * @param nonce the login's nonce, which a refreshed ID token may repeat
     */
    record TokenSet(
            @Nullable String idToken,
            @Nullable String accessToken,
            @Nullable Instant expiresAt,
            @Nullable String refreshToken,
            @Nullable String nonce) {
        @Override
        public String toString() {
            return "TokenSet[redacted]";
        }
    }

    /**
     * What is known of the session at the provider.
     *
     * @param sessionState the {@code session_state}, if the provider sent one (OpenID Connect Session Management §2)
     * @param checkedAt when the provider last said that the user is signed in there, or could not say
     * @param startedAt when the login or the check began that this is known from
     */
    record AtProvider(@Nullable String sessionState, Instant checkedAt, Instant startedAt) {}

    Session(String id, Identity identity, Lifetime lifetime, TokenSet tokens, AtProvider atProvider) {
        this.id = id;
        this.identity = identity;
        this.lifetime = lifetime;
        this.tokens = tokens;
        this.atProvider = atProvider;
    }

    /** A new session with a new random id; nothing of any older one goes into it. All of an issuer share its name. */
    public static Session begin(
            String provider,
            VerifiedIdToken idToken,
            Map<String, Object> claims,
            TokenResponse tokens,
            String nonce,
            @Nullable String sessionState,
            SessionPolicy policy,
            Instant startedAt,
            Instant now) {
        boolean areOfIdToken = claims.equals(UserClaims.ofIdToken(idToken.claims()));
        Session begun = new Session(
                RandomBytes.base64Url256(),
                new Identity(
                        provider,
                        idToken.issuer().intern(),
                        idToken.subject(),
                        areOfIdToken ? null : readable(claims),
                        Map.of()),
                new Lifetime(now, policy.endOf(now, idToken), now),
                new TokenSet(
                        idToken.compact(), tokens.accessToken(), expiry(tokens, now), tokens.refreshToken(), nonce),
                new AtProvider(sessionState, now, startedAt));
        begun.shown = new WeakReference<>(new Shown(begun, claims));
        return begun;
    }

    /** The claims as JSON. What each of two documents passes alone, both together may be too much of. */
    private static String readable(Map<String, Object> claims) {
        String claimsJson = Json.write(claims);
        try {
            Json.parse(claimsJson);
            return claimsJson;
        } catch (MalformedException e) {
            throw new ProtocolViolation(
                    FailureReason.USERINFO_MALFORMED,
                    "ID token and UserInfo together cannot be kept: " + e.getMessage());
        }
    }

    /** This session with what the login hook attached. */
    public Session with(Map<String, String> attributes) {
        Identity with =
                new Identity(identity.provider, identity.issuer, identity.subject, identity.claimsJson, attributes);
        return withSameClaims(new Session(id, with, lifetime, tokens, atProvider));
    }

    private Session withSameClaims(Session session) {
        Shown made = shownOrNull();
        session.shown = made == null ? null : new WeakReference<>(new Shown(session, made));
        return session;
    }

    private @Nullable Shown shownOrNull() {
        Reference<Shown> kept = shown;
        return kept == null ? null : kept.get();
    }

    private Shown shown() {
        Shown made = shownOrNull();
        if (made == null) {
            made = new Shown(this);
            shown = new WeakReference<>(made);
        }
        return made;
    }

    /** This session, noted as used now. */
    Session seen(Instant now) {
        return withSameClaims(new Session(id, identity, lifetime.seen(now), tokens, atProvider));
    }

    /** This session with refreshed tokens; what the response does not renew stays (RFC 6749 §6). */
    public Session refreshed(
            TokenResponse response, @Nullable VerifiedIdToken idToken, SessionPolicy policy, Instant now) {
        TokenSet refreshed = new TokenSet(
                idToken == null ? tokens.idToken : idToken.compact(),
                response.accessToken(),
                expiry(response, now),
                response.refreshToken() == null ? tokens.refreshToken : response.refreshToken(),
                tokens.nonce);
        Instant endsAt = idToken == null ? lifetime.endsAt : policy.renewedEnd(lifetime, idToken);
        return new Session(
                id,
                idToken == null ? identity : identity.with(claimsJson()),
                new Lifetime(lifetime.beganAt, endsAt, lifetime.seenAt),
                refreshed,
                atProvider);
    }

    /** This session with other claims about the same user. */
    public Session withClaims(Map<String, Object> claims) {
        return new Session(id, identity.with(readable(claims)), lifetime, tokens, atProvider);
    }

    /**
     * This session after the provider said again that the same user is signed in: what was learnt now counts, and when it
     * began and ends stays. It is another session here if it is another session at the provider. A refresh token that no
     * new one replaces belongs to the login that brought it, so that login's tokens and claims stay with it.
     */
    public Session rechecked(Session learnt, SessionPolicy policy) {
        boolean isSameAtProvider = Objects.equals(sid(), learnt.sid());
        if (isSameAtProvider && tokens.refreshToken != null && learnt.tokens.refreshToken == null) {
            return new Session(id, identity, lifetime.seen(learnt.lifetime.seenAt), tokens, learnt.atProvider);
        }
        Instant endsAt = policy.earlier(lifetime.beganAt, learnt.lifetime.endsAt);
        return new Session(
                isSameAtProvider ? id : learnt.id,
                learnt.identity,
                new Lifetime(lifetime.beganAt, endsAt, learnt.lifetime.seenAt),
                learnt.tokens,
                learnt.atProvider);
    }

    /** This session after the provider was asked, and could not say. */
    public Session checked(Instant now) {
        return new Session(
                id, identity, lifetime, tokens, new AtProvider(atProvider.sessionState, now, atProvider.startedAt));
    }

    /** This session after the provider took the refresh token back. */
    public Session withoutRefreshToken() {
        return with(new TokenSet(tokens.idToken, tokens.accessToken, tokens.expiresAt, null, tokens.nonce));
    }

    /** This session after the provider ended the grant: neither access token nor refresh token is worth anything. */
    public Session withoutGrant() {
        return with(new TokenSet(tokens.idToken, null, null, null, tokens.nonce));
    }

    Session withoutIdToken() {
        TokenSet others = new TokenSet(null, tokens.accessToken, tokens.expiresAt, tokens.refreshToken, tokens.nonce);
        return new Session(id, identity.with(claimsJson()), lifetime, others, atProvider);
    }

    Session withoutAccessToken() {
        return with(new TokenSet(tokens.idToken, null, null, tokens.refreshToken, tokens.nonce));
    }

    private Session with(TokenSet others) {
        return withSameClaims(new Session(id, identity, lifetime, others, atProvider));
    }

    private static @Nullable Instant expiry(TokenResponse response, Instant now) {
        Long expiresIn = response.expiresInSeconds();
        return expiresIn == null ? null : now.plusSeconds(expiresIn);
    }

    /** The random id. */
    String id() {
        return id;
    }

    Identity identity() {
        return identity;
    }

    Lifetime lifetime() {
        return lifetime;
    }

    TokenSet tokens() {
        return tokens;
    }

    AtProvider atProvider() {
        return atProvider;
    }

    /** The provider's session, if the ID token of the login named it. */
    public @Nullable String sid() {
        return Json.string(claims(), "sid");
    }

    /** The {@code session_state}, if the provider sent one. */
    public @Nullable String sessionState() {
        return atProvider.sessionState;
    }

    /** When the provider last said that the user is signed in there, or could not say. */
    public Instant checkedAt() {
        return atProvider.checkedAt;
    }

    /** When the login was. */
    public Instant beganAt() {
        return lifetime.beganAt;
    }

    /** Is it the same session here as this one, maybe changed? */
    public boolean hasIdOf(Session other) {
        return id.equals(other.id);
    }

    /** Is it a session of this user? */
    public boolean isOfSameUserAs(Session other) {
        return issuer().equals(other.issuer()) && subject().equals(other.subject());
    }

    /** The groups that it ends with: its user's, and that of the provider's session, or of those that none is known of. */
    List<SessionGroup> groups() {
        SessionGroup ofSubject = SessionGroup.ofSubject(issuer(), subject());
        String sid = sid();
        return List.of(
                ofSubject,
                sid == null
                        ? SessionGroup.ofSubjectWithoutSid(issuer(), subject())
                        : SessionGroup.ofSid(issuer(), sid));
    }

    /** When the ID token of the login was issued, by the provider's clock. */
    Instant issuedAt() {
        Long issuedAt = Json.wholeNumber(claims(), "iat");
        return issuedAt == null ? lifetime.beganAt : Instant.ofEpochSecond(issuedAt);
    }

    /** The key that a store keeps it under. */
    public String key() {
        return Hashes.sha256Base64Url(id);
    }

    /** The provider's name. */
    public String provider() {
        return identity.provider;
    }

    /** The issuer. */
    public String issuer() {
        return identity.issuer;
    }

    /** The user's identifier at the issuer. */
    public String subject() {
        return identity.subject;
    }

    /** The ID token, if it is kept. */
    public @Nullable String idToken() {
        return tokens.idToken;
    }

    /** The access token, if it is kept. */
    public @Nullable String accessToken() {
        return tokens.accessToken;
    }

    /** The access token and its end, for calls of other services; null if it is not kept. */
    public @Nullable AccessToken currentAccessToken() {
        return tokens.accessToken == null ? null : AccessToken.bearer(tokens.accessToken, tokens.expiresAt, List.of());
    }

    /** The refresh token, if there is one. */
    public @Nullable String refreshToken() {
        return tokens.refreshToken;
    }

    /** The login's nonce; empty if it is not kept. */
    public String nonce() {
        return tokens.nonce == null ? "" : tokens.nonce;
    }

    /** Does the access token end before this time? Not if the provider did not say when it ends. */
    public boolean accessTokenEndsBefore(Instant time) {
        return tokens.expiresAt != null && tokens.expiresAt.isBefore(time);
    }

    /** When the access token or the session ends, whichever comes first. */
    public Instant nextEnd() {
        Instant expiry = tokens.expiresAt;
        return expiry != null && expiry.isBefore(lifetime.endsAt) ? expiry : lifetime.endsAt;
    }

    /** All claims; they cannot be changed. */
    public Map<String, Object> claims() {
        return shown().claims();
    }

    Map<String, Object> parsedClaims() {
        try {
            return identity.claimsJson == null
                    ? UserClaims.ofIdToken(idTokenClaims())
                    : Json.parse(identity.claimsJson);
        } catch (MalformedException e) {
            throw new IllegalStateException("claims were written by this class", e);
        }
    }

    private String claimsJson() {
        return identity.claimsJson == null ? Json.write(claims()) : identity.claimsJson;
    }

    /** The claims of the newest ID token; all claims if it is not kept. */
    public Map<String, Object> idTokenClaims() {
        try {
            return tokens.idToken == null ? claims() : Jws.parse(tokens.idToken).payload();
        } catch (MalformedException e) {
            throw new IllegalStateException("the ID token was verified before it was kept", e);
        }
    }

    /** What operators see. */
    public ActiveSession active() {
        return new ActiveSession(
                key(),
                identity.provider,
                identity.issuer,
                identity.subject,
                sid(),
                lifetime.beganAt,
                lifetime.seenAt,
                lifetime.endsAt,
                identity.attributes);
    }

    /** What the application sees. */
    public SignedInUser user(RolesClaim rolesClaim) {
        return shown().user(rolesClaim);
    }

    @Override
    public String toString() {
        return "Session[" + identity.provider + ", until " + lifetime.endsAt + "]";
    }
}
