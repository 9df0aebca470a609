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
    final String digest;
    final Instant now;
    final Map<String, Object> header = new LinkedHashMap<>();
    final Map<String, Object> claims = new LinkedHashMap<>();
    UnaryOperator<byte[]> signer;
    UnaryOperator<String> headerText = text -> text;
    UnaryOperator<String> payloadText = text -> text;
    UnaryOperator<String> compactText = text -> text;

    /** A draft that this signer will sign. */
    IdTokenDraft(String clientId, ResponseSigner signer, Instant now) {
        this.clientId = clientId;
        this.key = signer.key();
        this.digest = signer.digest();
        this.now = now;
        this.signer = signer.signer();
        header.putAll(signer.header());
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
