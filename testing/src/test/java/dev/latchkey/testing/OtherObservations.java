package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Registration, and the return from sign-out. */
final class OtherObservations {
    private static final Endpoint HERE = Endpoint.REGISTRATION;
    private static final String HOME = "http://localhost:1/";

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.REGISTRATION_REFUSED, Answers.error(HERE, 400, "invalid_redirect_uri")),
            Map.entry(Misbehaviour.REGISTRATION_HTML, Answers.page(HERE)),
            Map.entry(Misbehaviour.REGISTRATION_DOWN, Answers.status(HERE, 500)),
            Map.entry(Misbehaviour.REGISTRATION_SLOW, Answers.silence(HERE)),
            Map.entry(Misbehaviour.REGISTRATION_HUGE, Answers.huge(HERE)),
            Map.entry(Misbehaviour.REGISTRATION_HALF_BODY, Answers.broken(HERE)),
            Map.entry(Misbehaviour.REGISTRATION_REDIRECT, Answers.redirect(HERE, "/elsewhere/registration")),
            Map.entry(
                    Misbehaviour.REGISTRATION_DUPLICATE_MEMBER,
                    (provider, client) -> assertThat(register(client).body())
                            .startsWith("{\"client_id\":\"other-client\",")
                            .containsPattern("\"client_id\":\"client-")),
            Map.entry(
                    Misbehaviour.REGISTRATION_OTHER_REDIRECT_URI,
                    has("redirect_uris", List.of("https://other-client.example/callback"))),
            Map.entry(Misbehaviour.REGISTRATION_OTHER_RESPONSE_TYPE, has("response_types", List.of("none"))),
            Map.entry(
                    Misbehaviour.REGISTRATION_OTHER_AUTH_METHOD, has("token_endpoint_auth_method", "tls_client_auth")),
            Map.entry(Misbehaviour.REGISTRATION_OTHER_ALGORITHM, has("id_token_signed_response_alg", "none")),
            Map.entry(Misbehaviour.REGISTRATION_SHORT_SECRET, has("client_secret", "8 chars!")),
            Map.entry(Misbehaviour.REGISTRATION_NO_CLIENT_ID, lacks("client_id")),
            Map.entry(Misbehaviour.REGISTRATION_NO_SECRET, lacks("client_secret")),
            Map.entry(Misbehaviour.END_SESSION_STATE_ALTERED, returnsTo(HOME + "?state=altered-state")),
            Map.entry(Misbehaviour.END_SESSION_STATE_MISSING, returnsTo(HOME)));

    private OtherObservations() {}

    private static Answer register(HandmadeClient client) {
        return client.register("{\"redirect_uris\":[\"" + HandmadeClient.REDIRECT_URI + "\"]}");
    }

    private static Observation has(String member, Object value) {
        return (provider, client) -> assertThat(register(client).json()).containsEntry(member, value);
    }

    private static Observation lacks(String member) {
        return (provider, client) -> {
            Answer answer = register(client);
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
