package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** A token in the compact form, as a client sees it. */
record Jwt(String token) {
    String header() {
        return part(0);
    }

    String payload() {
        return part(1);
    }

    Map<String, Object> headers() {
        return parse(header());
    }

    Map<String, Object> claims() {
        return parse(payload());
    }

    int parts() {
        return token.split("\\.", -1).length;
    }

    String part(int index) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), UTF_8);
    }

    /** Whether this public key made the signature, by the algorithm that the header names. */
    boolean isSignedBy(Map<String, Object> key) {
        try {
            JWSObject jws = JWSObject.parse(token);
            JWSAlgorithm algorithm = jws.getHeader().getAlgorithm();
            JWK jwk = JWK.parse(key);
            if (JWSAlgorithm.Family.RSA.contains(algorithm) && jwk instanceof RSAKey rsa) {
                return jws.verify(new RSASSAVerifier(rsa));
            }
            return jwk instanceof ECKey ec && jws.verify(new ECDSAVerifier(ec));
        } catch (ParseException | JOSEException e) {
            return false;
        }
    }

    static Map<String, Object> parse(String json) {
        try {
            return Objects.requireNonNull(JSONObjectUtils.parse(json));
        } catch (ParseException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
