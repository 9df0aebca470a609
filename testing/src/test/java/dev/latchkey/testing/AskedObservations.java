package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.wire.Parameters;
import java.util.Map;

/** What is wrong in an answer to somebody who asked for more than scopes. */
final class AskedObservations {
    static final Map<Misbehaviour, Observation> ALL = Map.of(
            Misbehaviour.ACR_WRONG,
            (provider, client) -> {
                Map<String, Object> claims = login(client, "acr_values", "urn:test:otp");
                assertThat(claims).containsEntry("acr", "urn:test:nothing");
            },
            Misbehaviour.ACR_MISSING,
            (provider, client) ->
                    assertThat(login(client, "acr_values", "urn:test:otp")).doesNotContainKey("acr"),
            Misbehaviour.ESSENTIAL_CLAIM_MISSING,
            (provider, client) -> {
                Map<String, Object> claims =
                        login(client, "claims", "{\"id_token\":{\"email\":{\"essential\":true},\"name\":null}}");
                assertThat(claims).containsKey("name").doesNotContainKey("email");
            },
            Misbehaviour.ESSENTIAL_USERINFO_CLAIM_MISSING,
            AskedObservations::userInfo,
            Misbehaviour.HINTED_SUBJECT_IGNORED,
            AskedObservations::otherUser);

    private AskedObservations() {}

    private static Map<String, Object> login(HandmadeClient client, String name, String value) {
        return client.login("scope", "openid", name, value).idToken().claims();
    }

    private static void userInfo(TestProvider provider, HandmadeClient client) {
        String asked = "{\"userinfo\":{\"email\":{\"essential\":true},\"name\":null}}";
        Answer tokens = client.login("scope", "openid", "claims", asked);
        assertThat(client.userInfo(tokens.text("access_token")).json())
                .containsKey("name")
                .doesNotContainKey("email");
    }

    private static void otherUser(TestProvider provider, HandmadeClient client) {
        String alice = client.login().text("id_token");
        TestBrowser browser = new TestBrowser();
        client.callback(browser, "bob");
        Parameters callback = HandmadeClient.parameters(
                browser.step(client.authorizationUrl("prompt", "none", "id_token_hint", alice)));
        assertThat(client.exchange(callback).status()).isEqualTo(200);
    }
}
