package dev.latchkey.benchmarks.pieces;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.benchmarks.fixture.PreparedLogins;
import dev.latchkey.benchmarks.fixture.Tokens;
import dev.latchkey.benchmarks.fixture.Where;
import dev.latchkey.http.SetCookie;
import java.security.GeneralSecurityException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A whole login with a code and an RS256 ID token, without UserInfo. What the provider does was done before, and nothing
 * goes over a network. A login's start and its end are those of different users, which costs the same.
 */
@SuppressWarnings("NullAway.Init") // The benchmark's harness calls what prepares the fields.
@Warmup(iterations = 12, time = 1) // So much code takes the compiler longer.
public class Login extends Piece {
    /** Where the session begins. */
    @Param
    public Where where;

    /** How many logins are prepared; after all of them comes a new relying party, which costs a little. */
    @Param("1000")
    public int logins;

    private PreparedLogins prepared;
    private BareSignature bareSignature;
    private final BareSeal bareSeal = new BareSeal();
    private byte[] pending;
    private String sealedPending;
    private byte[] mark;
    private byte[] session;

    /** Starts the logins, and lets the provider sign. */
    @Setup
    public void prepare() throws GeneralSecurityException {
        prepared = new PreparedLogins(where, logins);
        List<SetCookie> started = prepared.start().response().cookies();
        List<SetCookie> ended = prepared.end().response().cookies();
        pending = bareSeal.random(contentLength(started, "-p-"));
        sealedPending = bareSeal.seal(pending);
        mark = bareSeal.random(contentLength(ended, "-j"));
        session = bareSeal.random(where == Where.COOKIE ? contentLength(ended, "-s") : 0);
        String idToken = new Tokens(prepared.signer())
                .idToken(1, "TjRhVOsUP8Uc6UpRHuMSyVMMyYKzY_ewnRTPnmbQxkk", List.of("user", "auditor", "clerk"));
        bareSignature = new BareSignature(prepared.signer().pair().getPublic(), idToken);
    }

    private static int contentLength(List<SetCookie> cookies, String name) {
        return cookies.stream()
                .filter(cookie ->
                        cookie.name().contains(name) && !cookie.value().isEmpty())
                .mapToInt(cookie -> BareSeal.contentLength(cookie.value()))
                .findFirst()
                .orElseThrow();
    }

    /** The request of a page, and the redirect to the provider. */
    @Benchmark
    public Answer start() {
        return prepared.start();
    }

    /** The callback, up to the session and the redirect to the page. */
    @Benchmark
    public Answer end() {
        return prepared.end();
    }

    /** Both. */
    @Benchmark
    public void login(Blackhole hole) {
        hole.consume(prepared.start());
        hole.consume(prepared.end());
    }

    /**
     * The cryptography that no login can do without: the ID token's signature; the cookie of the pending login sealed and
     * opened; the mark of a login sealed; and the session, if it is in a cookie.
     */
    @Benchmark
    public void bareCryptography(Blackhole hole) throws GeneralSecurityException {
        hole.consume(bareSeal.seal(pending));
        hole.consume(bareSeal.open(sealedPending));
        hole.consume(bareSignature.verify());
        hole.consume(bareSeal.seal(mark));
        if (where == Where.COOKIE) {
            hole.consume(bareSeal.seal(session));
        }
    }
}
