package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.WebFinger;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.config.RequestObject;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found, registered and rotated while an application runs (profiles Config and Dynamic). */
class DynamicTest {
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final TestProvider STRICT =
            TestProvider.builder().strictRedirectUris().start();
    private static final ClientMetadata METADATA = ClientMetadata.named("Application");

    @BeforeEach
    void forget() {
        PROVIDER.forgetRequests();
        STRICT.forgetRequests();
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
        STRICT.close();
    }

    private static Login registering(TestProvider provider, Flow flow) {
        return Login.at(
                provider,
                settings -> settings.register(METADATA).responseType(flow.type).responseMode(flow.mode));
    }

    private static RecordedRequest registration(TestProvider provider) {
        List<RecordedRequest> requests = provider.requests(Endpoint.REGISTRATION);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void signing_keys_rotate_between_two_logins(Flow flow) throws IOException {
        Provider provider = Provider.discover(PROVIDER.issuer())
                .client("client1", "secret1")
                .responseType(flow.type)
                .responseMode(flow.mode);
        try (LoginApplication application = LoginApplication.start(builder -> builder.provider("default", provider))) {
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("name=Alice");
            PROVIDER.rotateKeys();
            assertThat(new TestBrowser().signIn(application.url("/me"), "bob").body())
                    .contains("name=Bob");
        }
        assertThat(PROVIDER.requests(Endpoint.JWKS)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void grant_types_fit_the_response_type(Flow flow) throws IOException {
        registering(PROVIDER, flow).succeeds();

        String grants = flow.type.hasCode() ? "\"authorization_code\",\"refresh_token\"" : "";
        if (flow.type.hasIdToken() || flow.type.hasAccessToken()) {
            grants += (grants.isEmpty() ? "" : ",") + "\"implicit\"";
        }
        assertThat(registration(PROVIDER).body())
                .contains("\"response_types\":[\"" + flow.type.value() + "\"]")
                .contains("\"grant_types\":[" + grants + "]")
                .containsPattern("\"redirect_uris\":\\[\"http://localhost:[0-9]+/redirect_uri\"]");
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void the_registered_answer_is_what_is_used(Flow flow) throws IOException {
        registering(PROVIDER, flow).succeeds();

        List<RecordedRequest> logins = PROVIDER.requests(Endpoint.AUTHORIZATION);
        String clientId = logins.get(0).parameter("client_id");
        assertThat(clientId).isNotNull().isNotEqualTo("client1");
        assertThat(logins)
                .allSatisfy(login -> assertThat(login.parameter("client_id")).isEqualTo(clientId));
        assertThat(PROVIDER.requests(Endpoint.REGISTRATION)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void redirect_uris_are_https_and_not_localhost_where_tokens_come_through_the_browser(
            Flow flow, @TempDir Path directory) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String inner = "http://localhost:" + server.getAddress().getPort();
        try (LoginApplication application = LoginApplication.start(
                server,
                "https://app.example.com",
                builder -> builder.keysFile(directory.resolve("keys.json"))
                        .thirdPartyLogin()
                        .provider(
                                "default",
                                Provider.discover(STRICT.issuer())
                                        .register(METADATA)
                                        .responseType(flow.type)
                                        .responseMode(flow.mode)
                                        .requestObject(RequestObject.byReference("RS256"))))) {
            assertThat(application.relyingParty().register("default")).isNotEmpty();
            Page page = new TestBrowser().step(inner + "/login?return_to=%2Fme&moved=1");
            assertThat(page.location().toString()).startsWith(STRICT.issuer());
        }
        assertThat(registration(STRICT).body())
                .contains("\"redirect_uris\":[\"https://app.example.com/redirect_uri\"]")
                .contains("\"initiate_login_uri\":\"https://app.example.com/redirect_uri/initiate_login\"")
                .contains("\"jwks_uri\":\"https://app.example.com/redirect_uri/jwks\"")
                .contains("\"request_uris\":[\"https://app.example.com/redirect_uri/")
                .doesNotContain("\"jwks\":", "localhost", "#");
    }

    @Test
    void a_provider_that_takes_no_localhost_is_a_clear_error() throws IOException {
        registering(STRICT, Flow.CODE_ID_TOKEN_FRAGMENT).fails(500, FailureReason.REGISTRATION_REFUSED);
        registering(STRICT, Flow.CODE_QUERY).succeeds();
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRATION_REFUSED,500,REGISTRATION_REFUSED",
        "REGISTRATION_HTML,503,PROVIDER_BAD_ANSWER",
        "REGISTRATION_DOWN,503,PROVIDER_BAD_ANSWER",
        "REGISTRATION_NO_CLIENT_ID,500,REGISTRATION_REFUSED",
        "REGISTRATION_NO_SECRET,500,REGISTRATION_REFUSED"
    })
    void a_bad_registration_answer_is_refused_before_anybody_is_sent_anywhere(
            Misbehaviour how, int status, FailureReason reason) throws IOException {
        for (Flow flow : List.of(Flow.CODE_QUERY, Flow.CODE_ID_TOKEN_FORM_POST)) {
            registering(PROVIDER, flow).fails(status, reason, how);
            assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION)).isEmpty();
        }
    }

    @Test
    void a_registration_without_a_secret_suits_a_client_that_needs_none() throws IOException {
        registering(PROVIDER, Flow.ID_TOKEN_FRAGMENT)
                .with(provider -> provider.clientAuthentication(dev.latchkey.config.ClientAuthentication.none()))
                .succeeds(Misbehaviour.REGISTRATION_NO_SECRET);
    }

    @Test
    void a_provider_that_hangs_at_webfinger_is_given_up() {
        HttpSettings hasty = HttpSettings.defaults().timeout(Duration.ofSeconds(1));
        PROVIDER.misbehave(Misbehaviour.WEBFINGER_SLOW);
        try {
            assertThatThrownBy(() -> finder().http(hasty).issuer("acct:alice@" + host()))
                    .isInstanceOfSatisfying(
                            OidcException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.PROVIDER_TIMEOUT));
        } finally {
            PROVIDER.behave();
        }
    }

    private static String host() {
        return "localhost:" + PROVIDER.port();
    }

    private static WebFinger finder() {
        return WebFinger.allowing(host());
    }

    @ParameterizedTest
    @CsvSource({"acct:alice@", "http://"})
    void the_issuer_that_webfinger_finds_is_one_to_sign_in_at(String scheme) throws IOException {
        String resource = scheme.equals("acct:alice@") ? scheme + host() : scheme + host() + "/alice";
        String issuer = finder().issuer(resource);

        try (LoginApplication application = LoginApplication.start(
                builder -> builder.provider("default", Provider.discover(issuer).register(METADATA)))) {
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("name=Alice", "issuer=" + PROVIDER.issuer());
        }
        assertThat(PROVIDER.requests(Endpoint.WEBFINGER)).hasSize(1).allSatisfy(request -> {
            assertThat(request.parameter("rel")).isEqualTo("http://openid.net/specs/connect/1.0/issuer");
            assertThat(request.parameter("resource")).isEqualTo(resource);
        });
    }
}
