package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application's public keys, where providers fetch them (RFC 7517 §5). */
class PublishedKeysTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    @BeforeEach
    void forget() {
        PROVIDER.forgetRequests();
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static LoginApplication application() throws IOException {
        return LoginApplication.start(builder -> builder.keys(KeySets.privateJson(KeySets.EVERY_KIND))
                .provider("default", Provider.discover(PROVIDER.issuer()).client("client1", "secret1")));
    }

    @Test
    void get_and_head_answer_the_public_keys_and_post_nothing() throws IOException {
        try (LoginApplication application = application()) {
            String address = application.relyingParty().jwksUri();
            assertThat(address).isEqualTo(application.url("/redirect_uri/jwks"));
            TestBrowser provider = new TestBrowser();

            for (String method : List.of("GET", "HEAD")) {
                Page answer = provider.request(method, address, Map.of());
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Type")).isEqualTo("application/jwk-set+json");
                assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
                assertThat(answer.header("Set-Cookie")).isNull();
                assertThat(answer.body().isEmpty()).isEqualTo(method.equals("HEAD"));
            }
            Page refused = provider.request("POST", address, Map.of());
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.header("Allow")).isEqualTo("GET");
            assertThat(refused.body()).doesNotContain("kty");
        }
        assertThat(PROVIDER.requests()).isEmpty();
    }

    @Test
    void no_private_member_of_any_key_is_published() throws IOException, ParseException {
        try (LoginApplication application = application()) {
            String json = new TestBrowser()
                    .request("GET", application.relyingParty().jwksUri(), Map.of())
                    .body();
            Map<String, Object>[] keys = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");

            assertThat(keys)
                    .hasSize(5)
                    .allSatisfy(key -> assertThat(key.keySet())
                            .isSubsetOf("kty", "kid", "use", "alg", "key_ops", "n", "e", "crv", "x", "y"));
            for (JWK secret : KeySets.EVERY_KIND.getKeys()) {
                assertThat(json)
                        .doesNotContain(String.valueOf(secret.toJSONObject().get("d")));
            }
        }
    }

    @Test
    void without_keys_the_address_is_the_application_s() throws IOException {
        try (LoginApplication application = LoginApplication.start(builder ->
                builder.provider("default", Provider.discover(PROVIDER.issuer()).client("client1", "secret1")))) {
            Page answer = new TestBrowser().request("GET", application.url("/redirect_uri/jwks"), Map.of());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("keys");
        }
    }

    @Test
    void a_provider_fetches_the_keys_over_https_to_verify_and_to_encrypt(@TempDir Path directory) throws Exception {
        HttpServer server = Tls.server("localhost", directory);
        String url = "https://localhost:" + server.getAddress().getPort();
        HttpClient http = HttpClient.newBuilder()
                .sslContext(Tls.trust("localhost", directory))
                .build();
        try (LoginApplication application = LoginApplication.start(
                server,
                url,
                builder -> builder.keys(KeySets.privateJson(KeySets.EVERY_KIND))
                        .provider(
                                "default",
                                Provider.discover(PROVIDER.issuer())
                                        .register(ClientMetadata.named("Application"))
                                        .clientAuthentication(ClientAuthentication.privateKeyJwt("ES256"))
                                        .idTokenEncryption("ECDH-ES+A128KW", "A256GCM")))) {
            Page page = new TestBrowser(http, Clock.systemUTC()).signIn(application.url("/me"), "alice");

            assertThat(page.body()).contains("name=Alice");
        }
        assertThat(PROVIDER.requests(Endpoint.REGISTRATION).get(0).body())
                .contains("\"jwks_uri\":\"" + url + "/redirect_uri/jwks\"")
                .doesNotContain("\"jwks\":");
    }

    private static LoginApplication withKeys(int port, JWK... keys) throws IOException {
        return LoginApplication.start(
                port,
                builder -> builder.keys(KeySets.privateJson(new JWKSet(List.of(keys))))
                        .provider(
                                "default",
                                Provider.discover(PROVIDER.issuer())
                                        .clientWithKeys("keyed")
                                        .idTokenEncryption("RSA-OAEP-256", "A256GCM")
                                        .responseType(ResponseType.CODE_ID_TOKEN)
                                        .responseMode(ResponseMode.FORM_POST)));
    }

    /** A login as far as the provider's answer, with an ID token encrypted to one of our keys, which nobody reads yet. */
    private record UnderWay(TestBrowser browser, Page answer) {
        static UnderWay at(LoginApplication application) {
            PROVIDER.signOutEverywhere();
            TestBrowser browser = new TestBrowser();
            Page signIn = browser.open(application.url("/me"));
            return new UnderWay(browser, browser.step(signIn, "Sign in", Map.of("username", "alice")));
        }

        void assertEndsWell() {
            assertThat(browser.settle(answer).body()).contains("name=Alice");
        }
    }

    @Test
    void keys_change_by_restarts_and_no_login_under_way_notices() throws IOException {
        JWK older = KeySets.rsa("older");
        JWK newer = KeySets.rsa("newer");
        int port;
        UnderWay first;
        try (LoginApplication application = withKeys(0, older)) {
            port = URI.create(application.url("/")).getPort();
            PROVIDER.client(new TestClient(
                            "keyed",
                            null,
                            List.of(),
                            List.of(),
                            "private_key_jwt",
                            Map.of("jwks_uri", "http://localhost:" + port + "/redirect_uri/jwks"))
                    .withIdTokenEncryption("RSA-OAEP-256", "A256GCM"));
            first = UnderWay.at(application);
        }
        UnderWay second;
        try (LoginApplication application = withKeys(port, older, newer)) {
            first.assertEndsWell();
            second = UnderWay.at(application);
        }
        try (LoginApplication application = withKeys(port, newer, older)) {
            second.assertEndsWell();
            UnderWay.at(application).assertEndsWell();
        }
        try (LoginApplication application = withKeys(port, newer)) {
            UnderWay.at(application).assertEndsWell();
        }
    }
}
