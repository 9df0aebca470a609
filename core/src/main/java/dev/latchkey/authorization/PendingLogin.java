package dev.latchkey.authorization;

import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Lazy;
import dev.latchkey.internal.MalformedException;
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
 * cookie small: eight of them fit into 1700 bytes. The login is bound to issuer, client id, redirect
 * URI, response type and response mode.
 */
public final class PendingLogin {
    /** How long the user may take. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final byte VERSION = 3;
    private static final int SEED_LENGTH = 32;
    private static final int BINDING_LENGTH = 16;

    private final byte[] seed;
    private final String state;
    private final byte[] binding;
    private final Instant startedAt;
    private final String provider;
    private final Purpose purpose;
    private final String returnTo;
    private final @Nullable Asked asked;
    private final @Nullable Left left;
    private final Lazy<String> nonce;

    /**
     * What the browser leaves behind when a page of the provider's posts a form: cookies with {@code SameSite=Lax} do not
     * come along.
     *
     * @param starts how many logins of this browser have brought nothing
     * @param sessionKey the key of the session that this login replaces; empty: none
     */
    public record Left(int starts, String sessionKey) {
        /** Nothing. */
        public static final Left NOTHING = new Left(0, "");
    }

    private PendingLogin(
            byte[] seed,
            byte[] binding,
            Instant startedAt,
            String provider,
            Purpose purpose,
            String returnTo,
            @Nullable Asked asked,
            @Nullable Left left) {
        this.seed = seed;
        this.state = derived(seed, "state");
        this.nonce = new Lazy<>(() -> derived(seed, "nonce"));
        this.binding = binding;
        this.startedAt = startedAt;
        this.provider = provider;
        this.purpose = purpose;
        this.returnTo = returnTo;
        this.asked = asked;
        this.left = left;
    }

    /**
     * A new login.
     *
     * @param asked what it asks for, if that differs from what every login at the provider does
     * @param left what its answer comes without, if that is so
     */
    static PendingLogin start(
            Relationship relationship,
            URI redirectUri,
            Purpose purpose,
            String returnTo,
            @Nullable Asked asked,
            @Nullable Left left,
            Instant now) {
        return new PendingLogin(
                RandomBytes.of(SEED_LENGTH),
                binding(relationship, redirectUri),
                now,
                relationship.provider().name(),
                purpose,
                returnTo,
                asked,
                left);
    }

    /** The {@code state}: 43 characters (RFC 6749 §10.12). */
    public String state() {
        return state;
    }

    /** The {@code nonce}: 43 characters (OpenID Connect Core §15.5.2). */
    public String nonce() {
        return nonce.get();
    }

    /** The code verifier: 43 characters (RFC 7636 §4.1). */
    public String codeVerifier() {
        return derived(seed, "code_verifier");
    }

    /** The name of the provider. */
    public String provider() {
        return provider;
    }

    /** Why the browser was sent to the provider. */
    public Purpose purpose() {
        return purpose;
    }

    /** Where the user wanted to go. */
    public String returnTo() {
        return returnTo;
    }

    /** What the answer must keep to. */
    public Asked asked(Relationship relationship) {
        return asked == null ? Asked.by(relationship.settings().parameters()) : asked;
    }

    /** Does it ask for something of its own, which an ordinary login would not? */
    public boolean asksForMore() {
        return asked != null && !asked.equals(Asked.NOTHING);
    }

    /** What its answer comes without. */
    public Left left() {
        return left == null ? Left.NOTHING : left;
    }

    /** When it was started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Has the user taken too long? */
    boolean isExpired(Instant now) {
        return !now.isBefore(startedAt.plus(LIFETIME));
    }

    /** Was this login started with this issuer, client id, redirect URI, response type and response mode? */
    public boolean isBoundTo(Relationship relationship, URI redirectUri) {
        return MessageDigest.isEqual(binding, binding(relationship, redirectUri));
    }

    private static byte[] binding(Relationship relationship, URI redirectUri) {
        String all = String.join(
                "\n",
                relationship.metadata().issuer(),
                relationship.client().clientId(),
                redirectUri.toString(),
                relationship.settings().responseType().value(),
                relationship.settings().responseMode().value());
        return Arrays.copyOf(Hashes.sha256(all), BINDING_LENGTH);
    }

    private static String derived(byte[] seed, String purpose) {
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
            out.writeByte(purpose.code());
            out.writeUTF(returnTo);
            out.writeUTF(asked == null ? "" : asked.encode());
            if (left != null) {
                out.writeByte(left.starts());
                out.writeUTF(left.sessionKey());
            }
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
            return new PendingLogin(
                    seed,
                    binding,
                    startedAt,
                    in.readUTF(),
                    purpose(in.readByte()),
                    in.readUTF(),
                    asked(in.readUTF()),
                    left(in));
        } catch (IOException | MalformedException e) {
            return null;
        }
    }

    private static @Nullable Left left(DataInputStream in) throws IOException {
        return in.available() == 0 ? null : new Left(in.readByte(), in.readUTF());
    }

    private static Purpose purpose(int code) throws MalformedException {
        Purpose purpose = Purpose.of(code);
        if (purpose == null) {
            throw new MalformedException("unknown purpose");
        }
        return purpose;
    }

    private static @Nullable Asked asked(String encoded) throws MalformedException {
        return encoded.isEmpty() ? null : Asked.decode(encoded);
    }

    @Override
    public String toString() {
        return "PendingLogin[" + provider + ", " + startedAt + "]";
    }
}
