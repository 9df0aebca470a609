package dev.latchkey.benchmarks.pieces;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.benchmarks.fixture.PreparedLogins;
import dev.latchkey.benchmarks.fixture.Where;
import dev.latchkey.http.WebRequest;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A page is opened by one of many users who are signed in. */
@SuppressWarnings("NullAway.Init") // The benchmark's harness calls what prepares the fields.
public class AuthenticatedRequest extends Piece {
    /** Where the sessions are. */
    @Param
    public Where where;

    /** How many sessions there are. */
    @Param("1000")
    public int sessions;

    private final Access.Restricted signedIn = Access.signedIn();
    private final Access.Restricted auditor = Access.signedIn().withRole("auditor");
    private RelyingParty party;
    private List<WebRequest> requests;
    private int next;

    /** Signs everybody in. */
    @Setup
    public void signIn() {
        PreparedLogins logins = new PreparedLogins(where, sessions);
        requests = logins.endAll();
        party = logins.party();
    }

    /** Whoever is signed in may enter. */
    @Benchmark
    public SignedInUser signedIn() {
        return user(signedIn);
    }

    /** Whoever has a role may enter. */
    @Benchmark
    public SignedInUser withRole() {
        return user(auditor);
    }

    /** Everybody may enter; the user is known all the same. */
    @Benchmark
    public SignedInUser anyone() {
        return user(Access.anyone());
    }

    /** The page greets the user by name. */
    @Benchmark
    public String signedInAndGreeted() {
        return user(signedIn).displayName();
    }

    private SignedInUser user(Access access) {
        WebRequest request = requests.get(next);
        next = next + 1 == requests.size() ? 0 : next + 1;
        return Objects.requireNonNull(((Proceed) party.decide(request, access)).user());
    }
}
