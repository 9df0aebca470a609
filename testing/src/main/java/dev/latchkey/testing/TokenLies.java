package dev.latchkey.testing;

import dev.latchkey.testing.wire.Reply;
import java.util.Map;

/** Lies in the token response. */
final class TokenLies {
    private TokenLies() {}

    static void edit(Map<String, Object> response, Occasion occasion, ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case NO_ID_TOKEN -> response.remove("id_token");
                case MISSING_ACCESS_TOKEN -> response.remove("access_token");
                case MISSING_TOKEN_TYPE -> response.remove("token_type");
                case TOKEN_TYPE_MAC -> response.put("token_type", "mac");
                case TOKEN_TYPE_UPPER_CASE -> response.put("token_type", "BEARER");
                case EXPIRES_IN_TEXT ->
                    response.replaceAll((name, value) -> name.equals("expires_in") ? value.toString() : value);
                case NO_EXPIRES_IN -> response.remove("expires_in");
                case EXPIRES_IN_NEGATIVE -> response.put("expires_in", -1);
                case NO_REFRESH_TOKEN -> response.remove("refresh_token");
                case REFRESH_NO_ID_TOKEN -> {
                    if (occasion == Occasion.REFRESH) {
                        response.remove("id_token");
                    }
                }
                default -> {}
            }
        }
    }

    static Reply edit(Reply reply, ProviderState state) {
        if (!state.is(Misbehaviour.TOKEN_DUPLICATE_MEMBER)) {
            return reply;
        }
        String twice = reply.body().replaceFirst("\\{", "{\"id_token\":\"a.b.c\",");
        return new Reply(reply.status(), reply.headers(), twice);
    }
}
