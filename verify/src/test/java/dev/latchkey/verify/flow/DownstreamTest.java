package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.AuthorizedHttp;
import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenRequest;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.Provider;
import dev.latchkey.http.WebRequest;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application calls an API: in a user's name, and in its own. */
class DownstreamTest {
    private static final String API = "https://api.example.com";
    private static final TokenRequest READ = TokenRequest.at("default").scopes("read");

    private final TestProvider provider = TestProvider.start()
            .client(TestClient.confidential("client1", "secret1-secret1-secret1-secret1-")
                    .withAccessTokens(API));
    private final MovableClock clock = new MovableClock();
    private final LoginApplication api;
    private final TestBrowser browser = new TestBrowser();

    /** The API asks the provider about each token, and takes those with the scope read. */
    DownstreamTest() throws IOException {
        api = LoginApplication.start(builder -> builder.clock(clock)
                .provider(
                        "default",
                        settings()
                                .acceptAccessTokens(
                                        AccessTokens.introspected(API).cache(Duration.ZERO))));
    }

    private Provider settings() {
        return Provider.discover(provider.issuer())
                .client("client1", "secret1-secret1-secret1-secret1-")
                .scopes("read");
    }

    @AfterEach
    void stop() {
        api.close();
        provider.close();
    }

    private AuthorizedHttp http() {
        return AuthorizedHttp.allowing(HttpClient.newHttpClient(), api.url("/api"));
    }

    private HttpRequest call() {
        return HttpRequest.newBuilder(URI.create(api.url("/api"))).build();
    }

    @Test
    void call_in_a_users_name_is_repeated_with_a_newer_token_after_a_refusal() throws Exception {
        try (LoginApplication application = LoginApplication.start(builder ->
                builder.sessions(SessionStore.inMemory()).refreshAccessTokens().provider("default", settings()))) {
            browser.signIn(application.url("/me"), "alice");
            WebRequest request = application.request(browser);
            AccessToken first = application.relyingParty().validAccessToken(request);
            provider.revoke(first.value());

            HttpResponse<String> answer = http().send(
                            call(),
                            BodyHandlers.ofString(),
                            application.relyingParty().tokensOf(request));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("caller=" + provider.issuer() + "#alice scopes=[openid, read]");
            assertThat(application.relyingParty().validAccessToken(request).value())
                    .isNotEqualTo(first.value());
        }
    }

    @Test
    void without_a_refresh_token_the_refusal_is_the_answer() throws Exception {
        try (LoginApplication application =
                LoginApplication.start(builder -> builder.provider("default", settings()))) {
            browser.signIn(application.url("/me"), "alice");
            WebRequest request = application.request(browser);
            provider.revoke(application.relyingParty().validAccessToken(request).value());

            HttpResponse<String> answer = http().send(
                            call(),
                            BodyHandlers.ofString(),
                            application.relyingParty().tokensOf(request));

            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void call_in_the_applications_own_name_fetches_one_token_for_many_calls_and_another_after_a_refusal()
            throws Exception {
        AuthorizedHttp http = http();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = http.send(
                    call(), BodyHandlers.ofString(), api.relyingParty().tokensOf(READ));
            assertThat(answer.body()).isEqualTo("caller=" + provider.issuer() + "#client1 scopes=[read]");
        }
        assertThat(provider.requests(Endpoint.TOKEN)).hasSize(1);
        provider.revokeTokens();
        clock.advance(Duration.ofSeconds(10));

        assertThat(http.send(call(), BodyHandlers.ofString(), api.relyingParty().tokensOf(READ))
                        .statusCode())
                .isEqualTo(200);
        assertThat(provider.requests(Endpoint.TOKEN)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt"})
    void every_client_authentication_brings_a_token_and_answers_about_it(String method, @TempDir Path directory)
            throws IOException {
        Path keys = directory.resolve("keys.json");
        ClientAuthentication authentication = switch (method) {
            case "client_secret_basic" -> ClientAuthentication.clientSecretBasic();
            case "client_secret_post" -> ClientAuthentication.clientSecretPost();
            case "client_secret_jwt" -> ClientAuthentication.clientSecretJwt();
            default -> ClientAuthentication.privateKeyJwt();
        };
        try (LoginApplication application = LoginApplication.start(builder -> builder.keysFile(keys)
                .provider(
                        "default",
                        settings()
                                .clientAuthentication(authentication)
                                .acceptAccessTokens(AccessTokens.introspected(API))))) {
            TestClient client = TestClient.confidential("client1", "secret1-secret1-secret1-secret1-")
                    .withTokenEndpointAuthMethod(method)
                    .withAccessTokens(API);
            provider.client(
                    method.equals("private_key_jwt")
                            ? client.withJwksUri(application.relyingParty().jwksUri())
                            : client);

            AccessToken token = application.relyingParty().clientCredentials(READ);

            assertThat(Files.exists(keys)).isTrue();
            assertThat(token.scopes()).containsExactly("read");
            assertThat(new TestBrowser()
                            .request("GET", application.url("/api"), Map.of("Authorization", "Bearer " + token.value()))
                            .status())
                    .isEqualTo(200);
        }
    }
}
