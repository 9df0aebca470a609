package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.config.Weakening;
import dev.latchkey.http.WebRequest;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs call with access tokens that are JWTs, good ones and bad ones. */
class BearerTest {
    private final TestProvider provider = TestProvider.start();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestBrowser browser = new TestBrowser();
    private final LoginApplication application;

    BearerTest() throws IOException {
        application = start(settings());
    }

    private static LoginApplication start(Provider settings) throws IOException {
        return LoginApplication.start(builder -> builder.provider("default", settings));
    }

    private Provider settings() {
        return Provider.discover(provider.issuer())
                .client("client1", "secret1")
                .acceptAccessTokens(AccessTokens.jwt("https://api.example.com"));
    }

    @AfterEach
    void stop() {
        application.close();
        provider.close();
    }

    private HttpResponse<String> call(String path, String... authorizations) {
        return call(application, path, authorizations);
    }

    private HttpResponse<String> call(LoginApplication called, String path, String... authorizations) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(called.url(path)));
        for (String authorization : authorizations) {
            request.header("Authorization", authorization);
        }
        if (!browser.cookies(called.url("/")).isEmpty()) {
            request.header("Cookie", cookies(called));
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (authorizations.length > 0) {
                assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
                assertThat(answer.headers().allValues("Location")).isEmpty();
            }
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String cookies(LoginApplication called) {
        return browser.cookies(called.url("/")).stream()
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    private String good() {
        return provider.accessToken().scopes("read").issue();
    }

    @Test
    void good_token_is_let_in() {
        HttpResponse<String> answer = call("/api", "Bearer " + good());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("caller=" + provider.issuer() + "#alice scopes=[read]");
    }

    static List<Attack> attacks() {
        return Attack.TABLE;
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void bad_token_is_refused_for_its_reason_whether_somebody_is_signed_in_or_not(Attack attack) {
        String token = attack.issue(provider);
        provider.misbehave(attack.lie().toArray(Misbehaviour[]::new));
        assertRefused(attack, call("/api", "Bearer " + token));
        provider.behave();
        browser.signIn(application.url("/me"), "alice");

        assertRefused(attack, call("/both", "Bearer " + token));

        assertThat(call("/both").body()).contains("name=Alice");
        assertThat(call("/both", "Bearer " + good()).body()).startsWith("caller=");
    }

    private static void assertRefused(Attack attack, HttpResponse<String> answer) {
        String reason = attack.reason().code();
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).contains("error=\"invalid_token\", error_description=\"" + reason + "\"");
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_token\",\"error_description\":\"" + reason + "\"}");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void id_token_is_no_access_token_not_even_where_types_are_not_checked() throws IOException {
        String idToken = idTokenOfAlice(application);
        assertThat(challenge(call("/api", "Bearer " + idToken))).contains("bearer_type");

        Provider untyped = settings().weaken(Weakening.ACCEPT_UNTYPED_ACCESS_TOKENS);
        try (LoginApplication weakened = start(untyped)) {
            assertThat(challenge(call(weakened, "/api", "Bearer " + idToken))).contains("bearer_type");
            assertThat(call(
                                    weakened,
                                    "/api",
                                    "Bearer "
                                            + provider.accessToken()
                                                    .scopes("read")
                                                    .type("JWT")
                                                    .issue())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private String idTokenOfAlice(LoginApplication at) {
        browser.signIn(at.url("/me"), "alice");
        WebRequest request = new WebRequest(
                "GET",
                "/me",
                null,
                name -> name.equalsIgnoreCase("Cookie") ? List.of(cookies(at)) : List.of(),
                limit -> new byte[0]);
        Decision.Proceed proceed = (Decision.Proceed) at.relyingParty().decide(request, Access.signedIn());
        return Objects.requireNonNull(
                Objects.requireNonNull(proceed.user()).tokens().idToken());
    }

    @Test
    void scope_that_is_missing_is_named() {
        HttpResponse<String> answer =
                call("/api", "Bearer " + provider.accessToken().scopes("write").issue());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenge(answer))
                .endsWith(
                        "error=\"insufficient_scope\"," + " error_description=\"bearer_insufficient\", scope=\"read\"");
    }

    @Test
    void token_in_the_query_or_twice_makes_the_request_invalid() {
        assertThat(call("/api?access_token=" + good()).statusCode()).isEqualTo(400);
        assertThat(challenge(call("/api?access_token=x", "Bearer " + good()))).contains("bearer_in_query");
        assertThat(challenge(call("/api", "Bearer " + good(), "Bearer " + good())))
                .contains("bearer_repeated");
        assertThat(challenge(call("/api", "Basic eDp5", "Bearer " + good()))).contains("bearer_repeated");
    }

    @Test
    void without_token_there_is_no_error_and_no_redirect() {
        HttpResponse<String> answer = call("/api");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).isEqualTo("Bearer realm=\"" + application.url("") + "\"");
    }

    @Test
    void keys_are_read_again_after_a_rotation_and_made_up_tokens_do_not_delay_logins() {
        assertThat(call("/api", "Bearer " + good()).statusCode()).isEqualTo(200);
        browser.signIn(application.url("/me"), "alice");
        provider.rotateKeys();
        for (int i = 0; i < 10; i++) {
            String madeUp = provider.accessToken().header("kid", "made-up-" + i).issue();
            assertThat(challenge(call("/api", "Bearer " + madeUp))).contains("bearer_key");
        }
        provider.forgetRequests();

        assertThat(call("/api", "Bearer " + good()).statusCode()).isEqualTo(200);
        assertThat(provider.requests(Endpoint.JWKS)).isEmpty(); // The first made-up token had them read.

        provider.rotateKeys();
        Page me = new TestBrowser().signIn(application.url("/me"), "bob");
        assertThat(me.body()).contains("name=Bob");
        assertThat(provider.requests(Endpoint.JWKS)).hasSize(1);
    }

    @Test
    void resource_metadata_can_be_read_by_anybody() throws IOException {
        try (LoginApplication published = LoginApplication.start(
                builder -> builder.provider("default", settings()).publishResourceMetadata("read"))) {
            String address = published.url("/.well-known/oauth-protected-resource");
            assertThat(challenge(call(published, "/api"))).contains("resource_metadata=\"" + address + "\"");

            Page document = new TestBrowser().request("GET", address, Map.of("Origin", "https://spa.example.com"));

            assertThat(document.status()).isEqualTo(200);
            assertThat(document.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(document.body())
                    .contains("\"resource\":\"" + published.url("") + "\"", "[\"" + provider.issuer() + "\"]");
        }
    }
}
