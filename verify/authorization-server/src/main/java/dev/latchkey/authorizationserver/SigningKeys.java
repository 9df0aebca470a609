package dev.latchkey.authorizationserver;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/** Fresh keys, one for each kind of signature. */
@Configuration(proxyBeanMethods = false)
class SigningKeys {
    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
        JWK rsa = new RSAKeyGenerator(2048)
                .keyUse(KeyUse.SIGNATURE)
                .keyIDFromThumbprint(true)
                .generate();
        return new ImmutableJWKSet<>(new JWKSet(List.of(
                rsa,
                ec(Curve.P_256, JWSAlgorithm.ES256),
                ec(Curve.P_384, JWSAlgorithm.ES384),
                ec(Curve.P_521, JWSAlgorithm.ES512))));
    }

    /** What they can do; the server itself would say RS256 only. */
    static void addAlgorithms(List<String> algorithms) {
        algorithms.clear();
        Arrays.stream(SignatureAlgorithm.values())
                .map(SignatureAlgorithm::getName)
                .forEach(algorithms::add);
    }

    private static JWK ec(Curve curve, JWSAlgorithm algorithm) throws JOSEException {
        return new ECKeyGenerator(curve)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(algorithm)
                .keyIDFromThumbprint(true)
                .generate();
    }
}
