package dev.latchkey.cookie;

import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.internal.Spares;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Authenticated encryption of what leaves the process: AES-256-GCM with a random nonce (NIST SP 800-38D), bound to a
 * purpose, such as a cookie's name, so that nothing passes for anything else. What is sealed is format version, key id,
 * nonce and ciphertext. Thread-safe.
 */
public final class Seal {
    /** How many characters a value may have, in one cookie or several. */
    public static final int MAX_LENGTH = 4096;

    private static final byte VERSION = 1;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_LENGTH = 1 + KeyRing.ID_LENGTH + NONCE_LENGTH;
    /** To make one takes twice as long as to use one. */
    private static final Spares<Cipher> CIPHERS = new Spares<>(Seal::cipher);

    private static final Spares<byte[]> BUFFERS = new Spares<>(() -> new byte[MAX_LENGTH / 4 * 3]);

    private final KeyRing keys;

    /** With these keys. */
    public Seal(KeyRing keys) {
        this.keys = keys;
    }

    /** Seals a value for the cookie of this name, as base64url. */
    public String seal(String cookieName, byte[] content) {
        KeyRing.Key key = keys.first();
        return Hashes.base64Url(sealed(key, key.aes(), cookieName, content));
    }

    /** How many characters a value has once it is sealed, by how many bytes it has. */
    public static int lengthOf(int contentLength) {
        return (4 * (HEADER_LENGTH + contentLength + TAG_BITS / 8) + 2) / 3;
    }

    /** Opens a value; null if it was not sealed for the cookie of this name with one of the keys, or is too long. */
    public byte @Nullable [] open(String cookieName, String sealed) {
        if (sealed.length() > MAX_LENGTH) {
            return null;
        }
        byte[] buffer = BUFFERS.take();
        try {
            byte[] text = sealed.getBytes(StandardCharsets.ISO_8859_1);
            int length = Base64.getUrlDecoder().decode(text, buffer);
            return opened(cookieName, buffer, length, KeyRing.Key::aes);
        } catch (IllegalArgumentException e) {
            return null;
        } finally {
            BUFFERS.giveBack(buffer);
        }
    }

    /** Seals content for this purpose, with a key of its own, so that no key seals too often. */
    public byte[] sealBytes(String purpose, byte[] content) {
        KeyRing.Key key = keys.first();
        return sealed(key, key.aesFor(purpose), purpose, content);
    }

    /** Opens what was sealed; null if it was not sealed for this purpose with one of the keys. */
    public byte @Nullable [] openBytes(String purpose, byte[] sealed) {
        return opened(purpose, sealed, sealed.length, key -> key.aesFor(purpose));
    }

    private static byte[] sealed(KeyRing.Key key, SecretKey aes, String purpose, byte[] content) {
        byte[] nonce = RandomBytes.of(NONCE_LENGTH);
        byte[] ciphertext = run(Cipher.ENCRYPT_MODE, aes, nonce, purpose, ByteBuffer.wrap(content));
        return ByteBuffer.allocate(HEADER_LENGTH + ciphertext.length)
                .put(VERSION)
                .put(key.id())
                .put(nonce)
                .put(ciphertext)
                .array();
    }

    private byte @Nullable [] opened(String purpose, byte[] sealed, int length, Function<KeyRing.Key, SecretKey> aes) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(sealed, 0, length);
            if (bytes.remaining() < HEADER_LENGTH + TAG_BITS / 8 || bytes.get() != VERSION) {
                return null;
            }
            byte[] id = new byte[KeyRing.ID_LENGTH];
            byte[] nonce = new byte[NONCE_LENGTH];
            bytes.get(id).get(nonce);
            KeyRing.Key key = keys.find(id);
            return key == null ? null : run(Cipher.DECRYPT_MODE, aes.apply(key), nonce, purpose, bytes);
        } catch (SealBroken e) {
            return null;
        }
    }

    private static byte[] run(int mode, SecretKey aes, byte[] nonce, String purpose, ByteBuffer input) {
        try {
            Cipher cipher = CIPHERS.take();
            cipher.init(mode, aes, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            byte[] output = cipher.doFinal(input.array(), input.arrayOffset() + input.position(), input.remaining());
            CIPHERS.giveBack(cipher);
            return output;
        } catch (GeneralSecurityException e) {
            throw new SealBroken(e);
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class SealBroken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SealBroken(GeneralSecurityException cause) {
            super(cause);
        }
    }
}
