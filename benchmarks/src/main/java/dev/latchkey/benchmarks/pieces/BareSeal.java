package dev.latchkey.benchmarks.pieces;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random nonce and base64url and nothing else, with the JDK alone. */
final class BareSeal {
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key = new SecretKeySpec(random(32), "AES");

    /** How many bytes a value holds that {@link dev.latchkey.cookie.Seal} sealed. */
    static int contentLength(String sealed) {
        return Base64.getUrlDecoder().decode(sealed).length - 5 - NONCE_LENGTH - TAG_LENGTH;
    }

    byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    String seal(byte[] content) throws GeneralSecurityException {
        byte[] nonce = random(NONCE_LENGTH);
        byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(content);
        byte[] sealed = ByteBuffer.allocate(NONCE_LENGTH + ciphertext.length)
                .put(nonce)
                .put(ciphertext)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    byte[] open(String value) throws GeneralSecurityException {
        byte[] sealed = Base64.getUrlDecoder().decode(value);
        byte[] nonce = new byte[NONCE_LENGTH];
        System.arraycopy(sealed, 0, nonce, 0, NONCE_LENGTH);
        return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * 8, nonce));
        return cipher;
    }
}
