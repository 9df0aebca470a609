package dev.latchkey.internal;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.latchkey.fixture.Keys;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Private keys as JWKs, some of them from the RFCs. */
final class KeyExamples {
    /** RFC 8037 A.1. */
    static final String ED25519 = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
            + "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    /** RFC 8037 A.3. */
    static final String ED25519_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    /** RFC 7520 §5.4.1. */
    static final String P_384 = "{\"kty\":\"EC\",\"kid\":\"peregrin.took@tuckborough.example\",\"use\":\"enc\","
            + "\"crv\":\"P-384\","
            + "\"x\":\"YU4rRUzdmVqmRtWOs2OpDE_T5fsNIodcG8G5FWPrTPMyxpzsSOGaQLpe2FpxBmu2\","
            + "\"y\":\"A8-yxCHxkfBz3hKZfI1jUYMjUhsEveZ9THuwFjH2sCNdtksRJU7D5-SkgaFL1ETP\","
            + "\"d\":\"iTx2pk7wW-GqJkHcEkFQb2EFyYcO7RugmaW3mRrQVAOUiPommT0IdnYK2xDlZh-j\"}";

    /** RFC 7520 §5.5.1. */
    static final String P_256 = "{\"kty\":\"EC\",\"kid\":\"meriadoc.brandybuck@buckland.example\",\"use\":\"enc\","
            + "\"crv\":\"P-256\","
            + "\"x\":\"Ze2loSV3wrroKUN_4zhwGhCqo3Xhu1td4QjeQ5wIVR0\","
            + "\"y\":\"HlLtdXARY_f55A3fnzQbPcm6hgr34Mp8p-nuzQCE0Zw\","
            + "\"d\":\"r_kHyZ-a06rmxM3yESK84r1otSg-aQcVStkRhA-iCM8\"}";

    /** One key of every kind, for anything. */
    static final List<JWK> ALL = List.of(rsa(Keys.RSA), ec(Keys.EC_256), ec(Keys.EC_384), ec(Keys.EC_521), ed25519());

    private KeyExamples() {}

    static JWK rsa(KeyPair pair) {
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .build();
    }

    static ECKey ec(KeyPair pair) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key)
                .privateKey(pair.getPrivate())
                .build();
    }

    private static JWK ed25519() {
        return parse(ED25519);
    }

    static JWK parse(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    static String set(JWK... keys) {
        return new JWKSet(Arrays.asList(keys)).toString(false);
    }

    static ClientKeySet all() throws MalformedException {
        return ClientKeySet.parse(set(ALL.toArray(JWK[]::new)));
    }

    /** The JSON of a key with some members replaced. */
    static String with(JWK key, Map<String, Object> members) {
        Map<String, Object> json = key.toJSONObject();
        json.putAll(members);
        return Json.write(json);
    }
}
