package dev.latchkey.token;

import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import org.jspecify.annotations.Nullable;

/** An access token as somebody sent it, read once, with nothing in it verified. */
public final class SentAccessToken {
    private final String compact;
    private final @Nullable Jws jwt;

    private SentAccessToken(String compact, @Nullable Jws jwt) {
        this.compact = compact;
        this.jwt = jwt;
    }

    /** The token of this text, whatever it is. */
    public static SentAccessToken of(String compact) {
        try {
            return new SentAccessToken(compact, Jws.dots(compact) == 2 ? Jws.parse(compact) : null);
        } catch (MalformedException e) {
            return new SentAccessToken(compact, null);
        }
    }

    /** Is it a JWT that can be read? */
    public boolean isJwt() {
        return jwt != null;
    }

    /** Does it look like a signed or an encrypted JWT that cannot be read? */
    public boolean looksLikeAJwt() {
        int dots = Jws.dots(compact);
        return jwt == null && compact.startsWith("eyJ") && (dots == 2 || dots == 4);
    }

    /** Does it say whose it is, in whatever way? */
    public boolean namesAnIssuer() {
        return jwt != null && jwt.payload().containsKey("iss");
    }

    /** The issuer that it claims to be from; null: none, or nothing that could be one. */
    public @Nullable String claimedIssuer() {
        return jwt == null ? null : Json.string(jwt.payload(), "iss");
    }

    /** The text. */
    String compact() {
        return compact;
    }

    /** The JWT; null: it is none. */
    @Nullable
    Jws jwt() {
        return jwt;
    }

    @Override
    public String toString() {
        return "SentAccessToken[unverified]";
    }
}
