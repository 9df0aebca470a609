package dev.latchkey.verify.interop;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.latchkey.internal.ClientKeySet;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** The application's private keys. */
final class Keys {
    /** Those that Latchkey makes for itself, and, for providers that look for it, one that says so of each ECDH-ES algorithm. */
    static final String JSON = json();

    private Keys() {}

    private static String json() {
        try {
            List<JWK> keys =
                    new ArrayList<>(JWKSet.parse(ClientKeySet.generate().json()).getKeys());
            for (String algorithm : List.of("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW")) {
                keys.add(new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.ENCRYPTION)
                        .algorithm(Algorithm.parse(algorithm))
                        .keyIDFromThumbprint(true)
                        .generate());
            }
            return new JWKSet(keys).toString(false);
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
