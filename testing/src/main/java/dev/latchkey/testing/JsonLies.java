package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.OddAnswers;
import dev.latchkey.testing.wire.Reply;
import java.nio.charset.StandardCharsets;

/** Lies in the form of an honest answer in JSON. */
final class JsonLies {
    private JsonLies() {}

    static Answer edit(Answer answer, Endpoint endpoint, ProviderState state) {
        return answer instanceof Reply reply ? edit(reply, endpoint, state) : answer;
    }

    private static Answer edit(Reply reply, Endpoint endpoint, ProviderState state) {
        return switch (endpoint) {
            case DISCOVERY -> discovery(reply, state);
            case JWKS -> twice(Misbehaviour.JWKS_DUPLICATE_MEMBER, "\"keys\":[]", reply, state);
            case USERINFO -> twice(Misbehaviour.USERINFO_DUPLICATE_MEMBER, "\"sub\":\"somebody-else\"", reply, state);
            case REGISTRATION ->
                twice(Misbehaviour.REGISTRATION_DUPLICATE_MEMBER, "\"client_id\":\"other-client\"", reply, state);
            case WEBFINGER -> twice(Misbehaviour.WEBFINGER_DUPLICATE_MEMBER, "\"links\":[]", reply, state);
            default -> reply;
        };
    }

    private static Answer discovery(Reply reply, ProviderState state) {
        if (state.is(Misbehaviour.DISCOVERY_OTHER_TYPE)) {
            return reply.with("Content-Type", "text/plain");
        }
        if (state.is(Misbehaviour.DISCOVERY_OTHER_CHARSET)) {
            return OddAnswers.inCharset(reply, StandardCharsets.UTF_16);
        }
        return twice(
                Misbehaviour.DISCOVERY_DUPLICATE_MEMBER, "\"issuer\":\"https://other-issuer.example\"", reply, state);
    }

    private static Answer twice(Misbehaviour lie, String member, Reply reply, ProviderState state) {
        return state.is(lie) && reply.body().startsWith("{")
                ? new Reply(
                        reply.status(),
                        reply.headers(),
                        "{" + member + "," + reply.body().substring(1))
                : reply;
    }
}
