package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.jose.SigningAlgorithm;
import dev.latchkey.testing.jose.SigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Lies in the header, the signature and the form of the ID token. */
final class SignatureLies {
    private SignatureLies() {}

    static void edit(IdTokenDraft draft, ProviderState state) {
        SigningAlgorithm algorithm = draft.key.algorithm();
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case ALG_NONE -> unsigned(draft, "none");
                case ALG_NONE_MIXED_CASE -> unsigned(draft, "nOnE");
                case ALG_NONE_CAPITALIZED -> unsigned(draft, "None");
                case ALG_NONE_UPPER_CASE -> unsigned(draft, "NONE");
                case HS256_SIGNED_WITH_PUBLIC_JWK -> hmac(draft, JSONObjectUtils.toJSONString(draft.key.jwk()));
                case HS256_SIGNED_WITH_PUBLIC_KEY -> hmac(draft, draft.key.pem());
                case HS256_SIGNED_WITH_CLIENT_JWK -> hmac(draft, clientsJwk(draft, state));
                case HS256_SIGNED_WITH_CLIENT_SECRET -> hmac(draft, secret(draft, state));
                case OTHER_SIGNING_ALGORITHM -> signBy(algorithm.other(), draft, state);
                case OTHER_DIGEST -> signBy(algorithm.otherDigest(), draft, state);
                case BAD_SIGNATURE -> {
                    UnaryOperator<byte[]> honest = draft.signer;
                    draft.signer = message -> flipLastBit(honest.apply(message));
                }
                case EMPTY_SIGNATURE -> draft.signer = message -> new byte[0];
                case UNKNOWN_KID -> draft.header.put("kid", "no-such-key");
                case NO_KID, NO_KID_SEVERAL_KEYS, NO_KID_ROTATED -> draft.header.remove("kid");
                case JWK_HEADER -> {
                    SigningKey attacker = attacker(draft, state);
                    draft.header.put("jwk", attacker.jwk());
                    draft.signer = attacker::sign;
                }
                case JKU_HEADER -> {
                    draft.header.put("jku", state.address(Endpoint.ELSEWHERE) + ElsewhereEndpoint.ATTACKER_KEYS);
                    draft.signer = attacker(draft, state)::sign;
                }
                case X5U_HEADER -> {
                    draft.header.put("x5u", state.address(Endpoint.ELSEWHERE) + ElsewhereEndpoint.ATTACKER_CERTIFICATE);
                    draft.signer = attacker(draft, state)::sign;
                }
                case X5C_HEADER -> {
                    draft.header.put("x5c", List.of(state.keys.attackersCertificate(draft.key)));
                    draft.signer = attacker(draft, state)::sign;
                }
                default -> editForm(lie, draft);
            }
        }
    }

    private static void editForm(Misbehaviour lie, IdTokenDraft draft) {
        switch (lie) {
            case UNKNOWN_CRIT -> {
                draft.header.put("crit", List.of("https://example.com/unknown"));
                draft.header.put("https://example.com/unknown", true);
            }
            case DUPLICATE_HEADER -> draft.headerText = text -> prepend(text, "\"alg\":\"none\"");
            case DUPLICATE_SUB -> draft.payloadText = text -> prepend(text, "\"sub\":\"somebody-else\"");
            case DUPLICATE_CLAIMS ->
                draft.payloadText = text -> prepend(text, "\"team\":{\"role\":\"a\",\"role\":\"b\"}");
            case CHANGED_AFTER_SIGNING -> draft.compactText = token -> change(token, draft.claims);
            case FIVE_PART_TOKEN -> draft.compactText = token -> token + ".aGk.aGk";
            case TWO_PART_TOKEN -> draft.compactText = token -> token.substring(0, token.lastIndexOf('.'));
            case PAYLOAD_NOT_JSON -> draft.payloadText = text -> "not JSON";
            default -> {}
        }
    }

    private static void unsigned(IdTokenDraft draft, String algorithm) {
        draft.header.put("alg", algorithm);
        draft.header.remove("kid");
        draft.signer = message -> new byte[0];
    }

    private static void hmac(IdTokenDraft draft, String secret) {
        draft.header.put("alg", "HS256");
        draft.signer = message -> Compact.hmac(secret, message);
    }

    private static void signBy(SigningAlgorithm algorithm, IdTokenDraft draft, ProviderState state) {
        SigningKey key = KeyLies.keyFor(algorithm, state);
        draft.header.put("alg", algorithm.name());
        draft.header.put("kid", key.kid());
        draft.signer = message -> key.sign(algorithm, message);
    }

    private static String secret(IdTokenDraft draft, ProviderState state) {
        TestClient client = state.clients.find(draft.clientId);
        String secret = client == null ? null : client.clientSecret();
        return secret == null ? "no secret" : secret;
    }

    private static String clientsJwk(IdTokenDraft draft, ProviderState state) {
        TestClient client = state.clients.find(draft.clientId);
        return client != null
                        && client.metadata().get("jwks") instanceof Map<?, ?> jwks
                        && jwks.get("keys") instanceof List<?> keys
                        && keys.get(0) instanceof Map<?, ?> first
                ? json(first)
                : "no keys";
    }

    @SuppressWarnings("unchecked")
    private static String json(Map<?, ?> members) {
        return JSONObjectUtils.toJSONString((Map<String, Object>) members);
    }

    /** The attacker's key calls itself like the provider's. */
    private static SigningKey attacker(IdTokenDraft draft, ProviderState state) {
        return state.keys.attacker(draft.key);
    }

    private static String change(String token, Map<String, Object> claims) {
        String[] parts = token.split("\\.", -1);
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put("sub", "somebody-else");
        return parts[0] + "." + Compact.base64Url(changed) + "." + parts[2];
    }

    private static String prepend(String object, String member) {
        return "{" + member + "," + object.substring(1);
    }

    private static byte[] flipLastBit(byte[] signature) {
        signature[signature.length - 1] ^= 1;
        return signature;
    }
}
