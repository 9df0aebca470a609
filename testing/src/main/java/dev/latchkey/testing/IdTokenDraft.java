package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.jose.SigningKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An ID token before it is signed; every part can still be replaced. */
final class IdTokenDraft {
    final String clientId;
    final SigningKey key;
    final Instant now;
    final Map<String, Object> header = new LinkedHashMap<>();
    final Map<String, Object> claims = new LinkedHashMap<>();
    UnaryOperator<byte[]> signer;
    UnaryOperator<String> headerText = text -> text;
    UnaryOperator<String> payloadText = text -> text;
    UnaryOperator<String> compactText = text -> text;

    /** A draft that the key will sign. */
    IdTokenDraft(String clientId, SigningKey key, Instant now) {
        this.clientId = clientId;
        this.key = key;
        this.now = now;
        this.signer = key::sign;
        header.put("alg", key.algorithm().name());
        header.put("kid", key.kid());
        header.put("typ", "JWT");
    }

    /** The finished token. */
    String compact() {
        String signed = Compact.jws(
                headerText.apply(JSONObjectUtils.toJSONString(header)),
                payloadText.apply(JSONObjectUtils.toJSONString(claims)),
                signer);
        return compactText.apply(signed);
    }
}
