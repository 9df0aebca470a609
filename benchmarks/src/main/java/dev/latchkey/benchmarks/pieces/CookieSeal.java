package dev.latchkey.benchmarks.pieces;

import dev.latchkey.cookie.KeyRing;
import dev.latchkey.cookie.Seal;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A cookie is sealed, and opened. */
@SuppressWarnings("NullAway.Init") // The benchmark's harness calls what prepares the fields.
public class CookieSeal extends Piece {
    private static final String NAME = "__Host-latchkey-a1b2c3-s";

    /** Bytes of the content; as base64url it is a third more. */
    @Param("2250")
    public int length;

    private final Seal seal = new Seal(KeyRing.of(List.of("a-secret-key-of-the-application-that-is-long-enough")));
    private final BareSeal bare = new BareSeal();
    private byte[] content;
    private String sealed;
    private String bareSealed;

    /** Makes the content. */
    @Setup
    public void fill() throws GeneralSecurityException {
        content = bare.random(length);
        sealed = seal.seal(NAME, content);
        bareSealed = bare.seal(content);
    }

    /** Sealed by Latchkey. */
    @Benchmark
    public String seal() {
        return seal.seal(NAME, content);
    }

    /** Opened by Latchkey. */
    @Benchmark
    public byte[] open() {
        return Objects.requireNonNull(seal.open(NAME, sealed));
    }

    /** The encryption alone. */
    @Benchmark
    public String bareSeal() throws GeneralSecurityException {
        return bare.seal(content);
    }

    /** The decryption alone. */
    @Benchmark
    public byte[] bareOpen() throws GeneralSecurityException {
        return bare.open(bareSealed);
    }
}
