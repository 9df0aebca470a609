package dev.latchkey.session;

import dev.latchkey.cookie.Seal;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.internal.ShortMemory;
import dev.latchkey.store.NewSession;
import dev.latchkey.store.SessionContent;
import dev.latchkey.store.StoredSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions as stores keep them: as they are within the process, sealed for their key outside of it. Thread-safe. */
final class SessionSeal {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final int MAX_WARNINGS = 1000;

    private final Seal seal;
    private final SessionPolicy policy;
    private final ShortMemory<Boolean> warned = new ShortMemory<>(MAX_WARNINGS);

    /** A session in this process; sealed only if a store asks for that. */
    private record Live(Session session, Seal seal) implements SessionContent {
        @Override
        public byte[] sealed() {
            return seal.sealBytes(purpose(session.key()), SessionCodec.encode(session));
        }
    }

    SessionSeal(Seal seal, SessionPolicy policy) {
        this.seal = seal;
        this.policy = policy;
    }

    NewSession begun(Session session) {
        return new NewSession(
                new StoredSession(session.key(), 0, policy.end(session), content(session)),
                session.groups(),
                session.issuedAt(),
                session.atProvider().startedAt(),
                policy.latestEnd(session));
    }

    StoredSession changed(StoredSession stored, Session session) {
        return stored.changed(policy.end(session), content(session));
    }

    private SessionContent content(Session session) {
        return new Live(session, seal);
    }

    /** The session; null, and one warning, if this store cannot have got it from a Latchkey with one of our keys. */
    @Nullable
    Session open(StoredSession stored) {
        if (stored.content() instanceof Live live) {
            return live.session();
        }
        byte[] content = seal.openBytes(purpose(stored.key()), stored.content().sealed());
        if (content == null) {
            return unreadable(stored, "it was not sealed for its key by one of the secret keys");
        }
        Session session = SessionCodec.decode(content);
        return session != null && session.key().equals(stored.key())
                ? session
                : unreadable(stored, "its format is another one, maybe a newer version's");
    }

    private @Nullable Session unreadable(StoredSession stored, String why) {
        if (warned.keepIfAbsent(stored.key(), true, Instant.MAX, Instant.MIN)) {
            LOG.warn(
                    "A session in the store counts as absent: {}. The session {} cannot be read: {}. Hint: {}",
                    FailureReason.SESSION_UNREADABLE.code(),
                    stored.key().substring(0, Math.min(8, stored.key().length())),
                    why,
                    FailureReason.SESSION_UNREADABLE.hint());
        }
        return null;
    }

    private static String purpose(String key) {
        return "session:" + key;
    }
}
