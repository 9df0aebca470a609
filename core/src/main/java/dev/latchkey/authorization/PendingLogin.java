package dev.latchkey.authorization;

import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What crosses the redirect: everything that the callback needs to know of the login it finishes. It travels sealed, in
 * a cookie of its own.
 *
 * <p>{@code state}, {@code nonce} and code verifier are derived from one random value of 256 bits, which keeps the
 * cookie small: eight of them fit into 1700 bytes. The login is bound to issuer, client id and redirect URI.
 */
public final class PendingLogin {
    /** How long the user may take. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final byte VERSION = 1;
    private static final int SEED_LENGTH = 32;
    private static final int BINDING_LENGTH = 16;

    private final byte[] seed;
    private final byte[] binding;
    private final Instant startedAt;
    private final String provider;
    private final String returnTo;

    private PendingLogin(byte[] seed, byte[] binding, Instant startedAt, String provider, String returnTo) {
        this.seed = seed;
        this.binding = binding;
        this.startedAt = startedAt;
        this.provider = provider;
        this.returnTo = returnTo;
    }

    /** A new login. */
    static PendingLogin start(Relationship relationship, URI redirectUri, String returnTo, Instant now) {
        return new PendingLogin(
                RandomBytes.of(SEED_LENGTH),
                binding(relationship, redirectUri),
                now,
                relationship.provider().name(),
                returnTo);
    }

    /** The {@code state}: 43 characters (RFC 6749 §10.12). */
    public String state() {
        return derive("state");
    }

    /** The {@code nonce}: 43 characters (OpenID Connect Core §15.5.2). */
    public String nonce() {
        return derive("nonce");
    }

    /** The code verifier: 43 characters (RFC 7636 §4.1). */
    public String codeVerifier() {
        return derive("code_verifier");
    }

    /** The name of the provider. */
    public String provider() {
        return provider;
    }

    /** Where the user wanted to go. */
    public String returnTo() {
        return returnTo;
    }

    /** When it was started. */
    Instant startedAt() {
        return startedAt;
    }

    /** Has the user taken too long? */
    boolean isExpired(Instant now) {
        return !now.isBefore(startedAt.plus(LIFETIME));
    }

    /** Was this login started with this issuer, client id and redirect URI? */
    public boolean isBoundTo(Relationship relationship, URI redirectUri) {
        return MessageDigest.isEqual(binding, binding(relationship, redirectUri));
    }

    private static byte[] binding(Relationship relationship, URI redirectUri) {
        String all =
                relationship.metadata().issuer() + "\n" + relationship.client().clientId() + "\n" + redirectUri;
        return Arrays.copyOf(Hashes.sha256(all), BINDING_LENGTH);
    }

    private String derive(String purpose) {
        return Hashes.base64Url(Hashes.hmacSha256(seed, purpose));
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.write(seed);
            out.write(binding);
            out.writeLong(startedAt.toEpochMilli());
            out.writeUTF(provider);
            out.writeUTF(returnTo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Null for another version or anything that is not a pending login. */
    static @Nullable PendingLogin decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return null;
            }
            byte[] seed = new byte[SEED_LENGTH];
            byte[] binding = new byte[BINDING_LENGTH];
            in.readFully(seed);
            in.readFully(binding);
            Instant startedAt = Instant.ofEpochMilli(in.readLong());
            return new PendingLogin(seed, binding, startedAt, in.readUTF(), in.readUTF());
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "PendingLogin[" + provider + ", " + startedAt + "]";
    }
}
