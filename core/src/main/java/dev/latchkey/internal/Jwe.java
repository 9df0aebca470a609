package dev.latchkey.internal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Encrypted messages to us: JWE in compact serialization (RFC 7516 §7.1), with one algorithm that was agreed before. */
public final class Jwe {
    /** The key management algorithms that are supported (RFC 7518 §4.1). */
    public static final Set<String> KEY_ALGORITHMS =
            Set.of("RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW");

    /** The content encryption algorithms that are supported (RFC 7518 §5.1). */
    public static final Set<String> CONTENT_ALGORITHMS =
            Set.of("A128GCM", "A192GCM", "A256GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512");

    private static final int MAX_LENGTH = 128 * 1024;
    private static final int MAX_HEADER_LENGTH = 4 * 1024;
    private static final int MAX_ATTEMPTS = 10;

    /** Compression can blow up, critical extensions are unknown to us, and passwords are for PBES2, which we do not speak. */
    private static final List<String> REFUSED = List.of("zip", "crit", "p2c", "p2s");

    /** What decryption needs; the rest of the header, such as keys and their addresses, is never looked at. */
    private static final List<String> NEEDED = List.of("alg", "enc", "epk", "apu", "apv");

    private final String encodedHeader;
    private final List<Base64URL> parts;
    private final Map<String, Object> header;

    private Jwe(String encodedHeader, List<Base64URL> parts, Map<String, Object> header) {
        this.encodedHeader = encodedHeader;
        this.parts = parts;
        this.header = header;
    }

    /** Has it the five parts of a JWE in compact serialization? */
    public static boolean isEncrypted(String compact) {
        return Jws.dots(compact) == 4;
    }

    /**
     * The decrypted text. A {@code kid} selects the key; without a known one every key that fits is tried.
     *
     * @param alg the key management algorithm that was agreed, one of {@link #KEY_ALGORITHMS}; no other is accepted
     * @param enc the content encryption algorithm that was agreed, one of {@link #CONTENT_ALGORITHMS}; no other is
     *     accepted
     * @throws MalformedException if it is malformed, uses anything else than was agreed, or cannot be decrypted, which
     *     is one message whatever the cause (RFC 7516 §11.5)
     */
    public static String decrypt(String compact, String alg, String enc, ClientKeySet keys) throws MalformedException {
        if (!KEY_ALGORITHMS.contains(alg) || !CONTENT_ALGORITHMS.contains(enc)) {
            throw new IllegalArgumentException("unsupported: " + alg + " with " + enc);
        }
        Jwe jwe = parse(compact);
        jwe.requireHeader(alg, enc);
        JWEHeader needed = jwe.neededHeader(enc);
        return utf8(jwe.decrypt(needed, keys.decryptionKeys(alg, Json.string(jwe.header, "kid"))));
    }

    private static Jwe parse(String compact) throws MalformedException {
        if (compact.length() > MAX_LENGTH) {
            throw new MalformedException("JWE longer than " + MAX_LENGTH + " characters");
        }
        if (!isEncrypted(compact)) {
            throw new MalformedException("not five parts separated by dots");
        }
        String[] parts = compact.split("\\.", -1);
        if (parts[0].length() > MAX_HEADER_LENGTH) {
            throw new MalformedException("JWE header longer than " + MAX_HEADER_LENGTH + " characters");
        }
        for (String part : parts) {
            Jws.decode(part); // The library skips what is not base64url.
        }
        return new Jwe(
                parts[0],
                List.of(
                        new Base64URL(parts[1]),
                        new Base64URL(parts[2]),
                        new Base64URL(parts[3]),
                        new Base64URL(parts[4])),
                Json.parse(Jws.decode(parts[0])));
    }

    private void requireHeader(String alg, String enc) throws MalformedException {
        requireMember("alg", alg);
        requireMember("enc", enc);
        for (String name : REFUSED) {
            if (header.containsKey(name)) {
                throw new MalformedException("JWE header with '" + name + "'");
            }
        }
        if (header.containsKey("cty") && !"JWT".equalsIgnoreCase(Json.string(header, "cty"))) {
            throw new MalformedException("JWE header with a 'cty' other than JWT");
        }
    }

    private void requireMember(String name, String expected) throws MalformedException {
        if (!expected.equals(header.get(name))) {
            throw new MalformedException("JWE header with an '" + name + "' other than " + expected);
        }
    }

    private JWEHeader neededHeader(String enc) throws MalformedException {
        Map<String, Object> needed = new HashMap<>(header);
        needed.keySet().retainAll(NEEDED);
        try {
            boolean gcm = enc.endsWith("GCM");
            int tag = gcm ? 16 : EncryptionMethod.parse(enc).cekBitLength() / 16; // RFC 7518 §5.2 and §5.3
            if (parts.get(1).decode().length == (gcm ? 12 : 16) && parts.get(3).decode().length == tag) {
                return JWEHeader.parse(needed);
            }
        } catch (ParseException | IllegalArgumentException e) {
            // Said below: the ephemeral key is not a key, or not on its curve.
        }
        throw undecryptable();
    }

    private byte[] decrypt(JWEHeader needed, List<JWK> keys) throws MalformedException {
        @Nullable Base64URL encryptedKey = parts.get(0).toString().isEmpty() ? null : parts.get(0);
        if (encryptedKey != null && needed.getAlgorithm().equals(JWEAlgorithm.ECDH_ES)) {
            throw undecryptable(); // RFC 7518 §4.6: with direct agreement, there is no encrypted key.
        }
        byte[] aad = encodedHeader.getBytes(StandardCharsets.US_ASCII);
        for (JWK key : keys.subList(0, Math.min(keys.size(), MAX_ATTEMPTS))) {
            try {
                return decrypterFor(key).decrypt(needed, encryptedKey, parts.get(1), parts.get(2), parts.get(3), aad);
            } catch (JOSEException | RuntimeException e) {
                // The next key may do.
            }
        }
        throw undecryptable();
    }

    private static JWEDecrypter decrypterFor(JWK key) throws JOSEException {
        return key instanceof RSAKey rsa ? new RSADecrypter(rsa) : new ECDHDecrypter((ECKey) key);
    }

    private static String utf8(byte[] bytes) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8");
        }
    }

    private static MalformedException undecryptable() {
        return new MalformedException("cannot be decrypted");
    }
}
