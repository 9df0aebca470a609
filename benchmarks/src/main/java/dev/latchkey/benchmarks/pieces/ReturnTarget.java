package dev.latchkey.benchmarks.pieces;

import dev.latchkey.authorization.ReturnTo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The guard against open redirects looks at a target. */
@SuppressWarnings("NullAway.Init") // The benchmark's harness sets the fields.
public class ReturnTarget extends Piece {
    /** The target: an ordinary one, an ordinary one with escapes, one that is refused. */
    @Param({"/orders/4711?tab=items&sort=date", "/b%C3%BCcher/suche?q=gr%C3%BCn+und+blau", "/%2f%2fevil.example.com"})
    public String target;

    /** The target, or the home page. */
    @Benchmark
    public String orHome() {
        return ReturnTo.orHome(target);
    }
}
