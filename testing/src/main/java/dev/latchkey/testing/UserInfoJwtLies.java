package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.jose.SigningAlgorithm;
import dev.latchkey.testing.jose.SigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lies in signed UserInfo responses. */
final class UserInfoJwtLies {
    private UserInfoJwtLies() {}

    /** The signed response, with the active lies. */
    static String sign(Map<String, Object> claims, ResponseSigner honest, ProviderState state) {
        ResponseSigner signer = honest;
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case USERINFO_JWT_WRONG_ISSUER -> claims.put("iss", "https://other-issuer.example");
                case USERINFO_JWT_WRONG_AUDIENCE -> claims.put("aud", "other-client");
                case USERINFO_JWT_NO_ISSUER -> claims.remove("iss");
                case USERINFO_JWT_NO_AUDIENCE -> claims.remove("aud");
                case USERINFO_JWT_EXPIRED -> claims.put("exp", state.clock.now().getEpochSecond() - 3600);
                case USERINFO_JWT_BAD_SIGNATURE -> signer = signer.badly();
                case USERINFO_JWT_ALG_NONE -> signer = signer.unsigned("none");
                case USERINFO_JWT_ALG_NONE_CAPITALIZED -> signer = signer.unsigned("None");
                case USERINFO_JWT_ALG_NONE_MIXED_CASE -> signer = signer.unsigned("nOnE");
                case USERINFO_JWT_ALG_NONE_UPPER_CASE -> signer = signer.unsigned("NONE");
                case USERINFO_JWT_HS256_PUBLIC_KEY ->
                    signer = hmac(signer, signer.key().pem());
                case USERINFO_JWT_HS256_PUBLIC_JWK ->
                    signer = hmac(
                            signer, JSONObjectUtils.toJSONString(signer.key().jwk()));
                case USERINFO_JWT_JWK_HEADER ->
                    signer = attacked(
                            signer, "jwk", state.keys.attacker(signer.key()).jwk(), state);
                case USERINFO_JWT_JKU_HEADER ->
                    signer = attacked(signer, "jku", elsewhere(ElsewhereEndpoint.ATTACKER_KEYS, state), state);
                case USERINFO_JWT_X5U_HEADER ->
                    signer = attacked(signer, "x5u", elsewhere(ElsewhereEndpoint.ATTACKER_CERTIFICATE, state), state);
                case USERINFO_JWT_UNKNOWN_CRIT -> {
                    signer = signer.with("crit", List.of("https://example.com/unknown"));
                    signer = signer.with("https://example.com/unknown", true);
                }
                case USERINFO_JWT_OTHER_ALGORITHM -> signer = otherwise(signer, state);
                default -> {}
            }
        }
        return Compact.jws(header(signer, state), payload(claims, state), signer.signer());
    }

    private static String header(ResponseSigner signer, ProviderState state) {
        String header = JSONObjectUtils.toJSONString(signer.header());
        return state.is(Misbehaviour.USERINFO_JWT_DUPLICATE_HEADER) ? prepend(header, "\"alg\":\"none\"") : header;
    }

    private static String payload(Map<String, Object> claims, ProviderState state) {
        String payload = JSONObjectUtils.toJSONString(claims);
        return state.is(Misbehaviour.USERINFO_JWT_DUPLICATE_CLAIMS)
                ? prepend(payload, "\"sub\":\"somebody-else\"")
                : payload;
    }

    private static String prepend(String object, String member) {
        return "{" + member + "," + object.substring(1);
    }

    private static ResponseSigner hmac(ResponseSigner signer, String secret) {
        return new ResponseSigner(
                signer.key(), Map.of("alg", "HS256"), "SHA-256", message -> Compact.hmac(secret, message));
    }

    /** By the attacker, whose key calls itself like the provider's. */
    private static ResponseSigner attacked(ResponseSigner signer, String name, Object value, ProviderState state) {
        ResponseSigner told = signer.with(name, value);
        return new ResponseSigner(
                signer.key(), told.header(), signer.digest(), state.keys.attacker(signer.key())::sign);
    }

    private static String elsewhere(String path, ProviderState state) {
        return state.address(Endpoint.ELSEWHERE) + path;
    }

    /** The usual key, by an algorithm that is not registered. */
    private static ResponseSigner otherwise(ResponseSigner signer, ProviderState state) {
        SigningAlgorithm other = signer.key().algorithm().other();
        SigningKey key = KeyLies.keyFor(other, state);
        Map<String, Object> header = new LinkedHashMap<>(signer.header());
        header.put("alg", other.name());
        header.put("kid", key.kid());
        return new ResponseSigner(key, header, other.digest(), message -> key.sign(other, message));
    }
}
