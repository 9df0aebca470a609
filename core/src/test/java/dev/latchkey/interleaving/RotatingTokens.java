package dev.latchkey.interleaving;

import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.FakeProvider.Endpoint;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Form;

/** The token endpoint of all nodes: each refresh token is replaced when it is used. */
final class RotatingTokens {
    private static final String FIRST_REFRESH_TOKEN = "the-refresh-token";
    private static final String FIRST_ACCESS_TOKEN = "the-access-token";

    private final Turns turns;
    private final Reuse reuse;
    private int newest;

    /** What the endpoint says to a refresh token that was used before. */
    enum Reuse {
        REFUSED,
        ANSWERED
    }

    RotatingTokens(Turns turns, Reuse reuse) {
        this.turns = turns;
        this.reuse = reuse;
    }

    void answerAt(Application node) {
        Endpoint logins = node.provider.endpoint("/token");
        node.provider.on("/token", call -> isRefresh(call) ? refresh(call) : logins.answer(call));
    }

    private static boolean isRefresh(HttpCall call) {
        return "refresh_token".equals(Form.parse(call.body()).get("grant_type"));
    }

    private HttpAnswer refresh(HttpCall call) {
        turns.step("calls the token endpoint", "token endpoint", true);
        String token = String.valueOf(Form.parse(call.body()).get("refresh_token"));
        boolean isNewest = token.equals(newest == 0 ? FIRST_REFRESH_TOKEN : "refresh " + newest);
        if (!isNewest && reuse == Reuse.REFUSED) {
            newest++;
            return FakeProvider.json(400, "{\"error\":\"invalid_grant\"}");
        }
        newest++;
        return FakeProvider.json(
                200,
                "{\"access_token\":\"access " + newest + "\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                        + "\"refresh_token\":\"refresh " + newest + "\"}");
    }

    /** Before the next scene. */
    void forget() {
        newest = 0;
    }

    /** How often it was called. */
    int calls() {
        return newest;
    }

    /** Which answer an access token came with; 0: with the login. */
    static int numberOf(String accessToken) {
        return accessToken.equals(FIRST_ACCESS_TOKEN) ? 0 : Integer.parseInt(accessToken.substring("access ".length()));
    }
}
