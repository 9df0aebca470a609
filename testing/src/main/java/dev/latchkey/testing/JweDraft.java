package dev.latchkey.testing;

import dev.latchkey.testing.jose.Jwe;
import java.security.Key;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An encrypted token before it is encrypted; every part can still be replaced. */
final class JweDraft {
    final TestClient client;
    final Map<String, Object> header = new LinkedHashMap<>();
    Key key;
    String content;
    UnaryOperator<String> compactText = text -> text;

    JweDraft(TestClient client, Key key, String content) {
        this.client = client;
        this.key = key;
        this.content = content;
    }

    /** The finished token. */
    String compact() {
        return compactText.apply(Jwe.encrypt(header, key, content));
    }
}
