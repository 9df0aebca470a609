package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;

/** Registration, and the return from sign-out. */
final class OtherObservations {
    private static final Endpoint HERE = Endpoint.REGISTRATION;
    private static final String HOME = "http://localhost:1/";

    static final Map<Misbehaviour, Observation> ALL = Map.of(
            Misbehaviour.REGISTRATION_REFUSED,
            Answers.error(HERE, 400, "invalid_redirect_uri"),
            Misbehaviour.REGISTRATION_HTML,
            Answers.page(HERE),
            Misbehaviour.REGISTRATION_DOWN,
            Answers.status(HERE, 500),
            Misbehaviour.REGISTRATION_SLOW,
            Answers.silence(HERE),
            Misbehaviour.REGISTRATION_NO_CLIENT_ID,
            lacks("client_id"),
            Misbehaviour.REGISTRATION_NO_SECRET,
            lacks("client_secret"),
            Misbehaviour.END_SESSION_STATE_ALTERED,
            returnsTo(HOME + "?state=altered-state"),
            Misbehaviour.END_SESSION_STATE_MISSING,
            returnsTo(HOME));

    private OtherObservations() {}

    private static Observation lacks(String member) {
        return (provider, client) -> {
            Answer answer = client.register("{\"redirect_uris\":[\"" + HandmadeClient.REDIRECT_URI + "\"]}");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json()).doesNotContainKey(member).containsKey("client_id_issued_at");
        };
    }

    private static Observation returnsTo(String address) {
        return (provider, client) -> {
            String query = HandmadeClient.query("client_id", "client1", "post_logout_redirect_uri", HOME, "state", "s");
            Page page = new TestBrowser().step(provider.uri(Endpoint.END_SESSION) + "?" + query);
            assertThat(page.location()).isEqualTo(URI.create(address));
        };
    }
}
