package dev.latchkey.flow;

import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.Seal;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.session.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Stops login loops. A finished login leaves a mark for a minute; the first authenticated request takes it away. A login
 * that starts although the mark is there means that the last one brought nothing; the third such start is refused.
 */
final class LoopGuard {
    private static final Duration MEMORY = Duration.ofSeconds(60);
    private static final int MAX_STARTS = 3;
    private static final int NO_MARK = -1;

    private final Cookies cookies;
    private final Seal seal;
    private final String name;

    LoopGuard(Cookies cookies, Seal seal) {
        this.cookies = cookies;
        this.seal = seal;
        this.name = cookies.name("j");
    }

    /**
     * A login that may start.
     *
     * @param number how many have started after a login that brought nothing, this one included
     * @param cookies to set
     */
    record Start(int number, List<SetCookie> cookies) {}

    /**
     * A login starts.
     *
     * @throws ProtocolViolation if it is one too many
     */
    Start loginStarts(WebRequest request, Instant now) {
        int starts = startsSoFar(request, now);
        if (starts == NO_MARK) {
            return new Start(0, List.of());
        }
        if (starts + 1 >= MAX_STARTS) {
            throw new ProtocolViolation(
                    FailureReason.LOGIN_LOOP, "The browser came back without a session after each of the last logins.");
        }
        return new Start(starts + 1, List.of(mark(starts + 1, now)));
    }

    /**
     * A login has succeeded.
     *
     * @param number its number, if its answer comes without our mark
     */
    SetCookie loginSucceeds(WebRequest request, int number, Instant now) {
        return mark(Math.max(number, startsSoFar(request, now)), now);
    }

    /** A request was authenticated. The mark is there for a minute after the login, or the check, that the session rests on. */
    List<SetCookie> forgetAfter(Session session, WebRequest request, Instant now) {
        return now.isBefore(session.checkedAt().plus(MEMORY)) ? forget(request) : List.of();
    }

    /** The user was told of the loop. */
    List<SetCookie> forget(WebRequest request) {
        return Cookies.values(request, name).isEmpty() ? List.of() : List.of(cookies.delete(name));
    }

    private SetCookie mark(int starts, Instant now) {
        byte[] content = ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(starts)
                .putLong(now.getEpochSecond())
                .array();
        return cookies.set(name, seal.seal(name, content), MEMORY);
    }

    private int startsSoFar(WebRequest request, Instant now) {
        int most = NO_MARK;
        for (String value : Cookies.values(request, name)) {
            byte[] content = seal.open(name, value);
            if (content != null && content.length == Integer.BYTES + Long.BYTES) {
                ByteBuffer mark = ByteBuffer.wrap(content);
                int starts = mark.getInt();
                if (now.isBefore(Instant.ofEpochSecond(mark.getLong()).plus(MEMORY))) {
                    most = Math.max(most, starts);
                }
            }
        }
        return most;
    }
}
