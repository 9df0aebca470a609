package dev.latchkey.cookie;

import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.RandomBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Authenticated encryption of cookie values: AES-256-GCM with a random nonce (NIST SP 800-38D), bound to the cookie's
 * name, so that no cookie passes for another. A sealed value is format version, key id, nonce and ciphertext, base64url.
 */
public final class Seal {
    private static final byte VERSION = 1;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_LENGTH = 1 + KeyRing.ID_LENGTH + NONCE_LENGTH;

    private final KeyRing keys;

    /** With these keys. */
    public Seal(KeyRing keys) {
        this.keys = keys;
    }

    /** Seals a value for the cookie of this name. */
    public String seal(String cookieName, byte[] content) {
        KeyRing.Key key = keys.first();
        byte[] nonce = RandomBytes.of(NONCE_LENGTH);
        byte[] ciphertext = run(Cipher.ENCRYPT_MODE, key, nonce, cookieName, content, 0);
        return Hashes.base64Url(ByteBuffer.allocate(HEADER_LENGTH + ciphertext.length)
                .put(VERSION)
                .put(key.id())
                .put(nonce)
                .put(ciphertext)
                .array());
    }

    /** Opens a value; null if it was not sealed for the cookie of this name with one of the keys. */
    public byte @Nullable [] open(String cookieName, String sealed) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
            if (bytes.remaining() < HEADER_LENGTH + TAG_BITS / 8 || bytes.get() != VERSION) {
                return null;
            }
            byte[] id = new byte[KeyRing.ID_LENGTH];
            byte[] nonce = new byte[NONCE_LENGTH];
            bytes.get(id).get(nonce);
            KeyRing.Key key = keys.find(id);
            return key == null ? null : run(Cipher.DECRYPT_MODE, key, nonce, cookieName, bytes.array(), HEADER_LENGTH);
        } catch (IllegalArgumentException | SealBroken e) {
            return null;
        }
    }

    private static byte[] run(int mode, KeyRing.Key key, byte[] nonce, String cookieName, byte[] input, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key.aes(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(cookieName.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException e) {
            throw new SealBroken(e);
        }
    }

    private static final class SealBroken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SealBroken(GeneralSecurityException cause) {
            super(cause);
        }
    }
}
