package dev.latchkey.flow;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.session.Session;
import dev.latchkey.token.RevocationClient;
import dev.latchkey.token.RevocationClient.Kind;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back the tokens of a session that ended: the refresh token first, since it can make new ones (RFC 7009 §2). */
final class Revocation {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final RevocationClient client;

    Revocation(RevocationClient client) {
        this.client = client;
    }

    /** Tries to; a failure is logged, and after one that cost time the other token is left alone. */
    void of(Session session, Relationship relationship) {
        URI endpoint = relationship.metadata().revocationEndpoint();
        if (endpoint == null) {
            return;
        }
        for (Map.Entry<Kind, String> token : tokens(session).entrySet()) {
            try {
                client.revoke(token.getValue(), token.getKey(), endpoint, relationship);
            } catch (ProviderUnavailable e) {
                log(e);
                return;
            } catch (OidcException e) {
                log(e);
            } catch (RuntimeException e) {
                log(Misconfigured.unexpected("revocation", e));
                return;
            }
        }
    }

    private static Map<Kind, String> tokens(Session session) {
        Map<Kind, String> tokens = new EnumMap<>(Kind.class);
        if (session.refreshToken() != null) {
            tokens.put(Kind.REFRESH_TOKEN, session.refreshToken());
        }
        if (session.accessToken() != null) {
            tokens.put(Kind.ACCESS_TOKEN, session.accessToken());
        }
        return tokens;
    }

    private static void log(OidcException failure) {
        LOG.warn(
                "Signed out, but a token was not revoked: {}. {} Hint: {}",
                failure.reason().code(),
                failure.getMessage(),
                FailureReason.REVOCATION_FAILED.hint());
    }
}
