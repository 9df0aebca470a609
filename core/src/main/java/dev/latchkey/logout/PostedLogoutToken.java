package dev.latchkey.logout;

import dev.latchkey.config.Encryption;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jwe;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.provider.NamedProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A logout token as it was posted: read strictly and decrypted, but not verified.
 *
 * @param sender the provider that it says it is from
 * @param token header and claims
 */
public record PostedLogoutToken(NamedProvider sender, Jws token) {
    /**
     * Reads a logout token (OpenID Connect Back-Channel Logout §2.6 rule 1) as each provider would send it, and picks the
     * one that it names.
     *
     * @throws ProtocolViolation if it cannot be read, or names none of them
     */
    public static PostedLogoutToken read(String compact, Collection<NamedProvider> providers) {
        ProtocolViolation failure =
                violation(FailureReason.LOGOUT_TOKEN_ISSUER, "iss is none of a configured provider");
        PostedLogoutToken found = null;
        for (NamedProvider provider : providers) {
            try {
                PostedLogoutToken read = new PostedLogoutToken(provider, open(compact, provider));
                if (read.namesIssuer() && (found == null || read.namesClient())) {
                    found = read;
                }
            } catch (ProtocolViolation e) {
                failure = e;
            }
        }
        if (found == null) {
            throw failure;
        }
        return found;
    }

    /** The claims. */
    Map<String, Object> claims() {
        return token.payload();
    }

    /** The issuer as configured; the verifier compares with that of the metadata, byte for byte. */
    private boolean namesIssuer() {
        String issuer = Json.string(claims(), "iss");
        return issuer != null && sender.isIssuer(issuer);
    }

    /** Tells apart several registrations at one issuer, as far as they were made by hand. */
    private boolean namesClient() {
        List<String> audiences = Json.strings(claims(), "aud");
        return sender.settings().credentials() != null
                && audiences.contains(sender.settings().credentials().clientId());
    }

    private static Jws open(String compact, NamedProvider provider) {
        Encryption encryption = provider.settings().idToken().encryption();
        requireEncryption(Jwe.isEncrypted(compact), encryption);
        try {
            return Jws.parse(encryption == null ? compact : decrypted(compact, encryption, provider));
        } catch (MalformedException e) {
            throw violation(FailureReason.LOGOUT_TOKEN_MALFORMED, "it cannot be read: " + e.getMessage());
        }
    }

    private static void requireEncryption(boolean isEncrypted, @Nullable Encryption wanted) {
        if (isEncrypted != (wanted != null)) {
            throw violation(
                    FailureReason.LOGOUT_TOKEN_ENCRYPTION, isEncrypted ? "it is encrypted" : "it is not encrypted");
        }
    }

    private static String decrypted(String compact, Encryption encryption, NamedProvider provider) {
        try {
            return Jwe.decrypt(compact, encryption.algorithm(), encryption.method(), provider.ownKeys());
        } catch (MalformedException e) {
            throw violation(FailureReason.LOGOUT_TOKEN_ENCRYPTION, String.valueOf(e.getMessage()));
        }
    }

    static ProtocolViolation violation(FailureReason reason, String problem) {
        return new ProtocolViolation(reason, "Logout token: " + problem + ".");
    }

    @Override
    public String toString() {
        return "PostedLogoutToken[unverified]";
    }
}
