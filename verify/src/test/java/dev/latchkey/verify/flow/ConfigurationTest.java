package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Provider configuration and client registration, static and dynamic, in every combination. */
class ConfigurationTest {
    private final TestProvider provider =
            TestProvider.builder().registeredSecretLifetime(Duration.ofHours(1)).start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void static_provider_configuration_with_static_client_registration() throws IOException {
        assertSignsIn(byHand().client("client1", "secret1"));
        assertThat(provider.requests(Endpoint.DISCOVERY)).isEmpty();
        assertThat(provider.requests(Endpoint.REGISTRATION)).isEmpty();
    }

    @Test
    void static_provider_configuration_with_dynamic_client_registration() throws IOException {
        assertSignsIn(byHand().register(ClientMetadata.named("My application")));
        assertThat(provider.requests(Endpoint.DISCOVERY)).isEmpty();
        assertThat(provider.requests(Endpoint.REGISTRATION)).hasSize(1);
    }

    @Test
    void dynamic_provider_configuration_with_static_client_registration() throws IOException {
        assertSignsIn(Provider.discover(provider.issuer()).client("client1", "secret1"));
        assertThat(provider.requests(Endpoint.DISCOVERY)).hasSize(1);
        assertThat(provider.requests(Endpoint.REGISTRATION)).isEmpty();
    }

    @Test
    void dynamic_provider_configuration_with_dynamic_client_registration() throws IOException {
        assertSignsIn(Provider.discover(provider.issuer()).register(ClientMetadata.named("My application")));
        assertThat(provider.requests(Endpoint.DISCOVERY)).hasSize(1);
        assertThat(provider.requests(Endpoint.REGISTRATION)).hasSize(1);
    }

    @Test
    void all_four_combinations_live_side_by_side() throws IOException {
        ClientMetadata metadata = ClientMetadata.named("My application");
        try (LoginApplication application = LoginApplication.start(builder -> builder.provider(
                        "both by hand", byHand().client("client1", "secret1"))
                .provider("registers", byHand().register(metadata))
                .provider("discovers", Provider.discover(provider.issuer()).client("client1", "secret1"))
                .provider("neither", Provider.discover(provider.issuer()).register(metadata)))) {
            for (String name : new String[] {"both by hand", "registers", "discovers", "neither"}) {
                TestBrowser browser = new TestBrowser();
                Page chooser = browser.open(application.url("/me?at=" + name.length()));
                assertThat(chooser.title()).isEqualTo("Sign in");
                Page me = browser.signIn(browser.follow(chooser, "Continue with " + name), "alice");
                assertThat(me.url()).isEqualTo(application.url("/me?at=" + name.length()));
                assertThat(me.body()).contains("name=Alice");
            }
        }
    }

    @Test
    void initial_access_token_goes_with_the_registration() throws IOException {
        try (TestProvider closed =
                TestProvider.builder().initialAccessToken("let-me-register").start()) {
            ClientMetadata metadata = ClientMetadata.named("My application");
            assertThat(signIn(registersAt(closed, metadata)).body()).contains("reason=registration_refused<");
            assertThat(signIn(registersAt(closed, metadata.initialAccessToken("let-me-register")))
                            .body())
                    .contains("name=Alice");
        }
    }

    @Test
    void registration_is_reused_over_a_restart_from_a_file_that_only_its_owner_reads(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("registration.json");
        int port = freePort();
        for (int i = 0; i < 2; i++) {
            try (LoginApplication application =
                    LoginApplication.start(port, builder -> registers(builder).registrationFile(file))) {
                assertThat(new TestBrowser()
                                .signIn(application.url("/me"), "alice")
                                .body())
                        .contains("name=Alice");
                assertThat(new TestBrowser()
                                .signIn(application.url("/me"), "bob")
                                .body())
                        .contains("name=Bob");
            }
        }
        assertThat(provider.requests(Endpoint.REGISTRATION)).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining(path -> path.equals(file));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void registration_is_renewed_when_its_secret_has_expired() throws IOException {
        MovableClock clock = new MovableClock();
        try (LoginApplication application =
                LoginApplication.start(builder -> registers(builder).clock(clock))) {
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("name=Alice");
            clock.advance(Duration.ofMinutes(61));
            provider.offsetClock(Duration.ofMinutes(61));
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("name=Alice");
        }
        assertThat(provider.requests(Endpoint.REGISTRATION)).hasSize(2);
    }

    @Test
    void registration_that_the_provider_no_longer_knows_is_made_anew_at_the_next_login() throws IOException {
        try (LoginApplication application = LoginApplication.start(this::registers)) {
            provider.misbehave(Misbehaviour.TOKEN_INVALID_CLIENT);
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("reason=client_refused<", "error=invalid_client<");
            provider.behave();
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("name=Alice");
        }
        assertThat(provider.requests(Endpoint.REGISTRATION)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRATION_REFUSED, 500, registration_refused",
        "REGISTRATION_HTML, 503, provider_bad_answer",
        "REGISTRATION_DOWN, 503, provider_bad_answer",
        "REGISTRATION_NO_CLIENT_ID, 500, registration_refused",
        "REGISTRATION_NO_SECRET, 500, registration_refused"
    })
    void failed_registration_is_an_error_page_and_the_next_login_tries_again(
            Misbehaviour how, int status, String reason) throws IOException {
        try (LoginApplication application = LoginApplication.start(this::registers)) {
            provider.misbehave(how);
            Page refused = new TestBrowser().open(application.url("/me"));
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.body()).contains("reason=" + reason + "<");
            provider.behave();
            assertThat(new TestBrowser().signIn(application.url("/me"), "alice").body())
                    .contains("name=Alice");
        }
    }

    @Test
    void discovery_at_an_inner_address_with_a_public_issuer_and_inner_endpoints() throws IOException {
        String inner = provider.issuer().replace("localhost", "127.0.0.1");
        assertSignsIn(Provider.discover(provider.issuer())
                .discoveryUrl(inner + "/.well-known/openid-configuration")
                .adjustMetadata(metadata ->
                        metadata.tokenEndpoint(inner + Endpoint.TOKEN.path()).jwksUri(inner + Endpoint.JWKS.path()))
                .client("client1", "secret1"));
        assertThat(provider.requests(Endpoint.TOKEN).get(0).header("host")).startsWith("127.0.0.1:");
    }

    private Provider byHand() {
        return Provider.of(ProviderMetadata.of(
                        provider.issuer(),
                        provider.uri(Endpoint.AUTHORIZATION).toString(),
                        provider.uri(Endpoint.TOKEN).toString(),
                        provider.uri(Endpoint.JWKS).toString())
                .userinfoEndpoint(provider.uri(Endpoint.USERINFO).toString())
                .registrationEndpoint(provider.uri(Endpoint.REGISTRATION).toString()));
    }

    private RelyingPartyBuilder registers(RelyingPartyBuilder builder) {
        return registersAt(provider, ClientMetadata.named("My application")).apply(builder);
    }

    private static UnaryOperator<RelyingPartyBuilder> registersAt(TestProvider provider, ClientMetadata metadata) {
        return builder ->
                builder.provider("default", Provider.discover(provider.issuer()).register(metadata));
    }

    private static Page signIn(UnaryOperator<RelyingPartyBuilder> settings) throws IOException {
        try (LoginApplication application = LoginApplication.start(settings)) {
            TestBrowser browser = new TestBrowser();
            Page page = browser.open(application.url("/me"));
            return page.status() == 200 ? browser.signIn(page, "alice") : page;
        }
    }

    private static void assertSignsIn(Provider settings) throws IOException {
        assertThat(signIn(builder -> builder.provider("default", settings)).body())
                .contains("name=Alice");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
