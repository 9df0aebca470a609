package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.util.List;
import java.util.Map;

/** The provider's public keys (RFC 7517 §5). */
final class JwksEndpoint implements EndpointHandler {
    private final ProviderState state;

    JwksEndpoint(ProviderState state) {
        this.state = state;
    }

    @Override
    public Answer answer(Request request) {
        List<Map<String, Object>> keys = state.keys.published(state.clients.signingAlgorithms());
        KeyLies.edit(keys, state);
        return Reply.json(200, Map.of("keys", keys));
    }
}
