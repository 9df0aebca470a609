package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What is wrong on the other ways out. */
final class WaysOutObservations {
    private static final String FRAME = "http://localhost:1/frontchannel";

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(
                    Misbehaviour.FRONTCHANNEL_LOGOUT_WRONG_ISS,
                    frame((address, provider) ->
                            assertThat(address).contains("iss=https%3A%2F%2Fother-issuer.example"))),
            Map.entry(
                    Misbehaviour.FRONTCHANNEL_LOGOUT_WRONG_SID,
                    frame((address, provider) -> assertThat(address).contains("sid=other-session"))),
            Map.entry(
                    Misbehaviour.FRONTCHANNEL_LOGOUT_BARE,
                    frame((address, provider) -> assertThat(address).isEqualTo(FRAME))),
            Map.entry(
                    Misbehaviour.FRONTCHANNEL_LOGOUT_ISS_ALONE,
                    frame((address, provider) ->
                            assertThat(address).contains("iss=").doesNotContain("sid="))),
            Map.entry(Misbehaviour.NO_CHECK_SESSION_IFRAME, metadataLack("check_session_iframe")),
            Map.entry(Misbehaviour.NO_REVOCATION_ENDPOINT, metadataLack("revocation_endpoint")),
            Map.entry(Misbehaviour.SESSION_STATE_MISSING, sessionStates(0)),
            Map.entry(Misbehaviour.DUPLICATE_SESSION_STATE, sessionStates(2)),
            Map.entry(Misbehaviour.CHECK_SESSION_CHANGED, alwaysSays("changed")),
            Map.entry(Misbehaviour.CHECK_SESSION_ERROR, alwaysSays("error")),
            Map.entry(Misbehaviour.SILENT_INTERACTION_REQUIRED, silently("interaction_required")),
            Map.entry(Misbehaviour.SILENT_CONSENT_REQUIRED, silently("consent_required")),
            Map.entry(Misbehaviour.SILENT_ACCOUNT_SELECTION_REQUIRED, silently("account_selection_required")),
            Map.entry(Misbehaviour.SILENT_UNAVAILABLE, silently("temporarily_unavailable")),
            Map.entry(Misbehaviour.REVOCATION_DOWN, Answers.status(Endpoint.REVOCATION, 503)),
            Map.entry(Misbehaviour.REVOCATION_SLOW, Answers.silence(Endpoint.REVOCATION)),
            Map.entry(
                    Misbehaviour.REVOCATION_REFUSED,
                    Answers.error(Endpoint.REVOCATION, 400, "unsupported_token_type")));

    private WaysOutObservations() {}

    private static Observation frame(BiConsumer<String, TestProvider> check) {
        return (provider, client) -> {
            provider.client(TestClient.confidential("client1", "secret1")
                    .withMetadata("frontchannel_logout_uri", FRAME)
                    .withMetadata("frontchannel_logout_session_required", true));
            TestBrowser browser = new TestBrowser();
            client.callback(browser, "alice");
            List<URI> frames =
                    browser.step(provider.uri(Endpoint.END_SESSION).toString()).frames();
            assertThat(frames).hasSize(1);
            check.accept(frames.get(0).toString(), provider);
        };
    }

    private static Observation metadataLack(String member) {
        return (provider, client) -> assertThat(client.get(Endpoint.DISCOVERY).json())
                .containsKey("issuer")
                .doesNotContainKey(member);
    }

    private static Observation sessionStates(int count) {
        return (provider, client) -> assertThat(
                        client.callback(new TestBrowser(), "alice").values().getOrDefault("session_state", List.of()))
                .hasSize(count);
    }

    private static Observation alwaysSays(String word) {
        return (provider, client) ->
                assertThat(client.get(Endpoint.CHECK_SESSION).body()).contains("const always = \"" + word + "\";");
    }

    private static Observation silently(String error) {
        return (provider, client) -> {
            TestBrowser browser = new TestBrowser();
            client.callback(browser, "alice");
            Page answer = browser.step(client.authorizationUrl("prompt", "none"));
            assertThat(HandmadeClient.parameters(answer).get("error")).isEqualTo(error);
        };
    }
}
