package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.jose.Jwe;
import dev.latchkey.testing.jose.SigningAlgorithm;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;

/** Lies in the encryption of ID tokens and UserInfo. */
final class EncryptionLies {
    private static final long HUGE_COUNT = 2_147_483_647L;

    private EncryptionLies() {}

    static void edit(JweDraft draft, ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case JWE_AROUND_UNSIGNED -> draft.content = unsigned(draft.content);
                case JWE_AROUND_CLAIMS -> {
                    draft.content = JSONObjectUtils.toJSONString(Compact.claims(draft.content));
                    draft.header.remove("cty");
                }
                case JWE_NESTED -> {
                    for (int i = 0; i < 2; i++) {
                        draft.content = Jwe.encrypt(draft.header, draft.key, draft.content);
                    }
                }
                case JWE_OTHER_ENC ->
                    draft.header.compute("enc", (name, enc) -> "A256GCM".equals(enc) ? "A128GCM" : "A256GCM");
                case JWE_UNSUPPORTED_ENC -> draft.header.put("enc", "A192GCM");
                case JWE_ZIP -> draft.header.put("zip", "DEF");
                case JWE_UNKNOWN_CRIT -> {
                    draft.header.put("crit", List.of("https://example.com/unknown"));
                    draft.header.put("https://example.com/unknown", true);
                }
                case JWE_OTHER_KEY -> draft.key = otherKey(draft, state);
                case JWE_BAD_TAG -> draft.compactText = EncryptionLies::flipTag;
                default -> editAlgorithm(lie, draft, state);
            }
        }
    }

    private static void editAlgorithm(Misbehaviour lie, JweDraft draft, ProviderState state) {
        switch (lie) {
            case JWE_OTHER_ALG -> draft.header.compute("alg", (name, alg) -> other(String.valueOf(alg)));
            case JWE_RSA1_5 -> {
                draft.header.put("alg", "RSA1_5");
                draft.key = draft.key instanceof RSAPublicKey rsa ? rsa : rsaKey(state);
            }
            case JWE_DIR -> {
                draft.header.put("alg", "dir");
                int bytes = bytes(String.valueOf(draft.header.get("enc")));
                draft.key = new SecretKeySpec(new byte[bytes], "AES");
            }
            case JWE_PBES2 -> {
                draft.header.put("alg", "PBES2-HS256+A128KW");
                byte[] password = Objects.requireNonNullElse(draft.client.clientSecret(), "no secret")
                        .getBytes(UTF_8);
                draft.key = new SecretKeySpec(password, "PBKDF2");
                draft.compactText = EncryptionLies::countHugely;
            }
            default -> {}
        }
    }

    private static String unsigned(String signed) {
        return Compact.base64Url(Map.of("alg", "none")) + "." + signed.split("\\.", -1)[1] + ".";
    }

    private static String other(String algorithm) {
        return switch (algorithm) {
            case "RSA-OAEP-256" -> "RSA-OAEP";
            case "RSA-OAEP" -> "RSA-OAEP-256";
            case "ECDH-ES" -> "ECDH-ES+A128KW";
            default -> "ECDH-ES";
        };
    }

    /** The key of nobody here, under the name of the client's key. */
    private static Key otherKey(JweDraft draft, ProviderState state) {
        return draft.key instanceof RSAPublicKey
                ? rsaKey(state)
                : state.keys.spare("another-client-ec", SigningAlgorithm.ES256).publicKey();
    }

    private static Key rsaKey(ProviderState state) {
        return state.keys.spare("another-client-rsa", SigningAlgorithm.RS256).publicKey();
    }

    private static int bytes(String encryption) {
        return switch (encryption) {
            case "A128GCM" -> 16;
            case "A192GCM" -> 24;
            case "A256CBC-HS512" -> 64;
            default -> 32;
        };
    }

    private static String flipTag(String token) {
        int tag = token.lastIndexOf('.') + 1;
        byte[] bytes = Base64.getUrlDecoder().decode(token.substring(tag));
        bytes[0] ^= 1;
        return token.substring(0, tag) + Compact.base64Url(bytes);
    }

    /** Who follows the count is busy for many minutes, and only then learns that the tag does not fit. */
    private static String countHugely(String token) {
        String header = token.substring(0, token.indexOf('.'));
        try {
            String json = new String(Base64.getUrlDecoder().decode(header), US_ASCII);
            Map<String, Object> members = new LinkedHashMap<>(JSONObjectUtils.parse(json));
            members.put("p2c", HUGE_COUNT);
            return Compact.base64Url(members) + token.substring(header.length());
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
