package dev.latchkey;

import static dev.latchkey.failure.FailureReason.LOGIN_REQUIRED;
import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenSource;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.fixture.LoopbackServer;
import dev.latchkey.fixture.Refusal;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of other services: the token goes to whom it may go, and a refused one is replaced once. */
class AuthorizedHttpTest {
    private final LoopbackServer service = new LoopbackServer();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AuthorizedHttp http =
            AuthorizedHttp.allowing(client, "http://" + service.authority() + "/v1", "https://orders.example.com");
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Tokens tokens = new Tokens();

    /** The first token, and then others. */
    private static final class Tokens implements TokenSource {
        private final List<String> refused = new CopyOnWriteArrayList<>();
        private boolean hasMore = true;

        @Override
        public AccessToken token() {
            return AccessToken.bearer("first", null, List.of());
        }

        @Override
        public AccessToken replacing(AccessToken token) {
            refused.add(token.value());
            if (!hasMore) {
                throw new LoginRejected(LOGIN_REQUIRED, "login_required", null);
            }
            return AccessToken.bearer("second", null, List.of());
        }
    }

    /** Takes one token, and keeps what it was sent. */
    @BeforeEach
    void the_service_takes_the_second_token() {
        takes("Bearer second");
    }

    private void takes(String good) {
        service.answers(exchange -> {
            String sent = String.join("|", exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(sent + " " + body);
            exchange.sendResponseHeaders(sent.equals(good) ? 200 : 401, -1);
        });
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + service.authority() + path));
    }

    private int send(HttpRequest.Builder call) throws IOException, InterruptedException {
        return http.send(call.build(), BodyHandlers.ofString(), tokens).statusCode();
    }

    @Test
    void a_good_token_is_sent_once_and_replaces_what_the_call_had() throws Exception {
        takes("Bearer first");

        assertThat(send(call("/v1/orders").header("authorization", "Basic x").header("X-Other", "y")))
                .isEqualTo(200);
        assertThat(seen).containsExactly("Bearer first ");
        assertThat(tokens.refused).isEmpty();
    }

    @Test
    void a_refused_token_is_replaced_and_the_body_sent_again() throws Exception {
        assertThat(send(call("/v1/orders").POST(BodyPublishers.ofString("order"))))
                .isEqualTo(200);
        assertThat(seen).containsExactly("Bearer first order", "Bearer second order");
        assertThat(tokens.refused).containsExactly("first");
    }

    @Test
    void a_second_refusal_is_the_answer() throws Exception {
        takes("Bearer third");

        assertThat(send(call("/v1"))).isEqualTo(401);
        assertThat(seen).hasSize(2);
    }

    @Test
    void where_there_is_no_other_token_the_refusal_is_the_answer() throws Exception {
        tokens.hasMore = false;

        assertThat(send(call("/v1/orders"))).isEqualTo(401);
        assertThat(seen).hasSize(1);
    }

    @Test
    void a_body_that_can_be_read_once_is_sent_once() throws Exception {
        ByteArrayInputStream once = new ByteArrayInputStream("order".getBytes(StandardCharsets.UTF_8));

        assertThat(send(call("/v1/orders").POST(BodyPublishers.ofInputStream(() -> once))))
                .isEqualTo(401);
        assertThat(seen).containsExactly("Bearer first order");
    }

    @Test
    void a_stream_of_a_refusal_is_closed_and_the_next_one_read() throws Exception {
        HttpResponse<InputStream> answer = http.send(call("/v1/orders").build(), BodyHandlers.ofInputStream(), tokens);

        assertThat(answer.statusCode()).isEqualTo(200);
        answer.body().close();
    }

    @Test
    void a_redirect_is_the_answer_and_takes_no_token_along() throws Exception {
        try (LoopbackServer elsewhere = new LoopbackServer()) {
            service.redirects(302, "http://" + elsewhere.authority() + "/");

            assertThat(send(call("/v1/orders"))).isEqualTo(302);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/",
                "https://orders.example.com.evil.com/",
                "https://orders.example.com@evil.com/",
                "https://user@orders.example.com/",
                "https://orders.example.com:8443/",
                "http://orders.example.com/",
                "http://HERE/",
                "http://HERE/v10",
                "http://HERE/v1x/",
                "http://HERE/v1/../v2",
                "http://HERE/v1/./x",
                "http://HERE/v1/%2e%2e/v2",
                "http://HERE/v1/%2E%2E%2Fv2",
                "http://HERE/v1/..;/v2",
                "http://HERE/v1/%252e%252e/v2",
                "http://HERE/v1/%25",
                "http://HERE/v1;x=/y",
                "http://localhost:1/v1"
            })
    void a_token_is_sent_to_nobody_else(String url) {
        URI uri = URI.create(url.replace("HERE", service.authority()));

        assertThat(Refusal.of(
                        SETTING_INVALID,
                        () -> http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding(), tokens)))
                .hasMessageContaining("AuthorizedHttp.allowing")
                .message()
                .doesNotContain("user@");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void services_are_https_or_on_this_machine_and_at_least_one() {
        for (String url : List.of(
                "http://orders.example.com",
                "ftp://x",
                "orders",
                "https://x/?a=b",
                "https://x/a/../b",
                "https://a b")) {
            Refusal.of(SETTING_INVALID, () -> AuthorizedHttp.allowing(client, url));
        }
        Refusal.of(SETTING_INVALID, () -> AuthorizedHttp.allowing(client));
    }

    @Test
    void a_client_that_could_mix_up_users_is_refused() {
        for (HttpClient mixing : List.of(
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build(),
                HttpClient.newBuilder().authenticator(new Authenticator() {}).build())) {
            assertThat(Refusal.of(SETTING_INVALID, () -> AuthorizedHttp.allowing(mixing, "https://x.example.com")))
                    .hasMessageContaining("cookie handler or an authenticator");
        }
    }

    @Test
    void a_token_that_is_too_new_to_be_replaced_is_sent_once() throws Exception {
        TokenSource same = new TokenSource() {
            @Override
            public AccessToken token() {
                return AccessToken.bearer("first", null, List.of());
            }

            @Override
            public AccessToken replacing(AccessToken refused) {
                return refused;
            }
        };

        assertThat(http.send(call("/v1/orders").build(), BodyHandlers.ofString(), same)
                        .statusCode())
                .isEqualTo(401);
        assertThat(seen).hasSize(1);
    }

    @Test
    void a_refusal_whose_body_cannot_be_closed_is_replaced_all_the_same() throws Exception {
        HttpResponse<Closeable> answer = http.send(
                call("/v1/orders").build(),
                info -> HttpResponse.BodySubscribers.replacing(() -> {
                    throw new IOException("cannot be closed");
                }),
                tokens);

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void a_client_that_follows_redirects_is_refused() {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThat(Refusal.of(SETTING_INVALID, () -> AuthorizedHttp.allowing(following, "https://x.example.com")))
                .hasMessageContaining("redirects");
    }
}
