package dev.latchkey.testing;

import dev.latchkey.testing.jose.SigningAlgorithm;
import dev.latchkey.testing.jose.SigningKey;
import java.util.LinkedHashMap;
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
                case USERINFO_JWT_ALG_NONE -> signer = signer.unsigned();
                case USERINFO_JWT_OTHER_ALGORITHM -> signer = otherwise(signer, state);
                default -> {}
            }
        }
        return signer.sign(claims);
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
