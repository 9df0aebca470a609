package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A refresh token is used (OpenID Connect Core §12), in every flow that brings one. */
class RefreshCasesTest {
    private static final MovableClock CLOCK = new MovableClock();
    private static final TestProvider PROVIDER = TestProvider.builder()
            .clock(CLOCK)
            .accessTokenLifetime(Duration.ofMinutes(5))
            .start();

    @TempDir
    private static Path directory;

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static Stay stay(Flow flow) throws IOException {
        return Stay.at(PROVIDER, CLOCK, flow);
    }

    private static void assertReason(Page page, int status, FailureReason reason) {
        assertThat(page.body()).contains("reason=" + reason.code() + "<");
        assertThat(page.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void a_refresh_brings_a_new_access_token_that_userinfo_takes(Flow flow) throws IOException {
        try (Stay stay = stay(flow)) {
            String first = stay.now("access_token");
            Page page = stay.refresh();

            assertThat(page.status()).isEqualTo(200);
            assertThat(Stay.value("access_token", page)).isNotEqualTo(first).isEqualTo(stay.now("access_token"));
            assertThat(PROVIDER.requests(Endpoint.USERINFO))
                    .hasSize(1)
                    .allSatisfy(request -> assertThat(request.header("authorization"))
                            .isEqualTo("Bearer " + stay.now("access_token")));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withCode")
    void a_refresh_asks_for_no_scope_and_so_for_none_beyond_the_grant(Flow flow) throws IOException {
        try (Stay stay = stay(flow)) {
            stay.refresh();

            assertThat(stay.tokenRequests())
                    .hasSize(1)
                    .allSatisfy(request ->
                            assertThat(request.parameters()).containsOnlyKeys("grant_type", "refresh_token"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REFRESH_OTHER_ISSUER,ID_TOKEN_ISSUER",
        "REFRESH_OTHER_SUBJECT,REFRESHED_ID_TOKEN_DIFFERS",
        "REFRESH_OTHER_AUDIENCE,ID_TOKEN_AUDIENCE",
        "REFRESH_OTHER_NONCE,ID_TOKEN_NONCE",
        "REFRESH_OTHER_AUTH_TIME,REFRESHED_ID_TOKEN_DIFFERS",
        "BAD_SIGNATURE,ID_TOKEN_SIGNATURE",
        "ALG_NONE,ID_TOKEN_ALGORITHM",
        "HS256_SIGNED_WITH_PUBLIC_KEY,ID_TOKEN_ALGORITHM",
        "EXPIRED_ID_TOKEN,ID_TOKEN_EXPIRED",
        "MISSING_SUB,ID_TOKEN_SUBJECT",
        "MISSING_IAT,ID_TOKEN_ISSUED_AT",
        "WRONG_AT_HASH,ID_TOKEN_ACCESS_TOKEN_HASH",
        "TWO_PART_TOKEN,ID_TOKEN_MALFORMED"
    })
    void a_bad_refreshed_id_token_is_refused_and_the_session_does_not_take_it_over(
            Misbehaviour how, FailureReason reason) throws IOException {
        for (Flow flow : List.of(Flow.CODE_QUERY, Flow.CODE_ID_TOKEN_FORM_POST, Flow.CODE_ID_TOKEN_TOKEN_FRAGMENT)) {
            try (Stay stay = stay(flow)) {
                String accessToken = stay.now("access_token");
                String idToken = stay.now("id_token");

                assertReason(stay.refresh(how), 400, reason);
                assertThat(stay.now("name")).isEqualTo("Alice Archer");
                assertThat(stay.now("id_token")).isEqualTo(idToken);
                assertThat(stay.now("access_token")).isEqualTo(accessToken);
                assertReason(stay.refresh(), 403, FailureReason.LOGIN_REQUIRED);
                assertThat(stay.tokenRequests()).hasSize(1);
                assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN_SERVER_ERROR,PROVIDER_BAD_ANSWER",
        "TOKEN_HTML,PROVIDER_BAD_ANSWER",
        "TOKEN_EMPTY,PROVIDER_BAD_ANSWER",
        "TOKEN_DEEP,PROVIDER_BAD_ANSWER",
        "TOKEN_DUPLICATE_MEMBER,PROVIDER_BAD_ANSWER",
        "TOKEN_HUGE,PROVIDER_ANSWER_TOO_LARGE",
        "TOKEN_HALF_BODY,PROVIDER_UNREACHABLE",
        "TOKEN_CLOSES,PROVIDER_UNREACHABLE",
        "TOKEN_REDIRECT,PROVIDER_BAD_ANSWER"
    })
    void an_answer_that_is_none_keeps_session_and_tokens(Misbehaviour how, FailureReason reason) throws IOException {
        try (Stay stay = stay(Flow.CODE_QUERY)) {
            String first = stay.now("access_token");

            assertReason(stay.refresh(how), 503, reason);
            assertThat(stay.now("access_token")).isEqualTo(first);
            assertThat(PROVIDER.requests(Endpoint.ELSEWHERE)).isEmpty();
            assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {
                "TOKEN_SERVER_ERROR",
                "TOKEN_HTML",
                "TOKEN_EMPTY",
                "TOKEN_HUGE",
                "TOKEN_HALF_BODY",
                "TOKEN_REDIRECT"
            })
    void after_an_answer_that_is_none_the_refresh_token_still_works(Misbehaviour how) throws IOException {
        try (Stay stay = stay(Flow.CODE_ID_TOKEN_FRAGMENT)) {
            String first = stay.now("access_token");
            stay.refresh(how);

            assertThat(stay.refresh().status()).isEqualTo(200);
            assertThat(stay.now("access_token")).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"TOKEN_SLOW", "TOKEN_DRIPS"})
    void a_provider_that_hangs_at_a_refresh_is_given_up_and_session_and_tokens_stay(Misbehaviour how)
            throws IOException {
        ServerSessionStore store = SessionStore.inMemory(100, CLOCK);
        try (TestProvider provider = TestProvider.builder().clock(CLOCK).start();
                Stay stay = Stay.at(
                        provider,
                        CLOCK,
                        settings -> settings.client("client1", "secret1"),
                        party -> party.sessions(store).refreshAccessTokens())) {
            String first = stay.now("access_token");
            int port = URI.create(stay.application.url("/")).getPort();
            stay.application.close();
            provider.misbehave(how);
            try (LoginApplication hasty = LoginApplication.start(port, party -> hasty(provider, party, store))) {
                assertReason(stay.browser.step(hasty.url("/refresh")), 503, FailureReason.PROVIDER_TIMEOUT);
                assertThat(Stay.value("access_token", stay.open("/me"))).isEqualTo(first);
            }
            try (LoginApplication patient = LoginApplication.start(
                    port,
                    party -> party.clock(CLOCK)
                            .sessions(store)
                            .refreshAccessTokens()
                            .provider(
                                    "default",
                                    Provider.discover(provider.issuer()).client("client1", "secret1")))) {
                provider.behave();
                assertThat(Stay.value("access_token", stay.browser.step(patient.url("/refresh"))))
                        .isNotEqualTo(first);
            }
        }
    }

    /** The same application, that has not asked the provider anything yet, and does not wait long. */
    private static RelyingPartyBuilder hasty(
            TestProvider provider, RelyingPartyBuilder party, ServerSessionStore store) {
        ProviderMetadata known = ProviderMetadata.of(
                provider.issuer(),
                provider.uri(Endpoint.AUTHORIZATION).toString(),
                provider.uri(Endpoint.TOKEN).toString(),
                provider.uri(Endpoint.JWKS).toString());
        return party.clock(CLOCK)
                .sessions(store)
                .refreshAccessTokens()
                .http(HttpSettings.defaults().timeout(Duration.ofSeconds(1)).tokenTimeout(Duration.ofSeconds(1)))
                .provider("default", Provider.of(known).client("client1", "secret1"));
    }

    @Test
    void each_refresh_uses_the_newest_refresh_token() throws IOException {
        try (Stay stay = stay(Flow.CODE_QUERY)) {
            stay.refresh();
            stay.refresh();
            assertThat(stay.refresh().status()).isEqualTo(200);

            assertThat(stay.tokenRequests().stream().map(request -> request.parameter("refresh_token")))
                    .hasSize(3)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_missing_new_refresh_token_keeps_the_old_one() throws IOException {
        try (Stay stay = stay(Flow.CODE_TOKEN_FORM_POST)) {
            stay.refresh(Misbehaviour.REFRESH_NO_ROTATION);
            assertThat(stay.refresh().status()).isEqualTo(200);

            assertThat(stay.tokenRequests().stream()
                            .map(request -> request.parameter("refresh_token"))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void a_missing_new_id_token_keeps_the_old_one() throws IOException {
        try (Stay stay = stay(Flow.CODE_QUERY)) {
            String idToken = stay.now("id_token");

            assertThat(stay.refresh(Misbehaviour.REFRESH_NO_ID_TOKEN).status()).isEqualTo(200);
            assertThat(stay.now("id_token")).isEqualTo(idToken);
        }
    }

    private static Stay encrypted() throws IOException {
        return Stay.at(
                PROVIDER,
                CLOCK,
                provider -> provider.register(ClientMetadata.named("Application"))
                        .idTokenEncryption("RSA-OAEP-256", "A256GCM"),
                party -> party.keysFile(directory.resolve("keys.json"))
                        .sessions(SessionStore.inMemory(100, CLOCK))
                        .refreshAccessTokens());
    }

    @Test
    void an_encrypted_refreshed_id_token_is_read() throws IOException {
        try (Stay stay = encrypted()) {
            String first = stay.now("id_token");
            stay.pass(Duration.ofSeconds(1));

            assertThat(stay.refresh().status()).isEqualTo(200);
            assertThat(stay.now("id_token")).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REFRESH_OTHER_SUBJECT,REFRESHED_ID_TOKEN_DIFFERS",
        "JWE_OMITTED,ID_TOKEN_NOT_ENCRYPTED",
        "JWE_AROUND_UNSIGNED,ID_TOKEN_ALGORITHM",
        "JWE_BAD_TAG,ID_TOKEN_DECRYPTION"
    })
    void a_bad_encrypted_refreshed_id_token_is_refused(Misbehaviour how, FailureReason reason) throws IOException {
        try (Stay stay = encrypted()) {
            String first = stay.now("id_token");

            assertReason(stay.refresh(how), 400, reason);
            assertThat(stay.now("id_token")).isEqualTo(first);
            assertReason(stay.refresh(), 403, FailureReason.LOGIN_REQUIRED);
        }
    }

    private static void assertNothingToRefresh(UnaryOperator<Provider> settings, boolean keeps) throws IOException {
        try (Stay stay = Stay.at(
                PROVIDER,
                CLOCK,
                settings,
                party -> keeps
                        ? party.sessions(SessionStore.inMemory(100, CLOCK)).refreshAccessTokens()
                        : party)) {
            assertReason(stay.refresh(), 403, FailureReason.LOGIN_REQUIRED);
            assertThat(stay.tokenRequests()).isEmpty();
            assertThat(stay.now("name")).isEqualTo("Alice Archer");
        }
    }

    @Test
    void without_a_refresh_token_a_login_is_required() throws IOException {
        UnaryOperator<Provider> client = provider -> provider.client("client1", "secret1");
        assertNothingToRefresh(client, false);
        for (Flow flow : List.of(Flow.ID_TOKEN_FRAGMENT, Flow.ID_TOKEN_TOKEN_FORM_POST)) {
            assertNothingToRefresh(
                    provider -> client.apply(provider).responseType(flow.type).responseMode(flow.mode), true);
        }
        PROVIDER.misbehave(Misbehaviour.NO_REFRESH_TOKEN);
        assertNothingToRefresh(client, true);
    }

    @Test
    void without_a_session_a_login_is_required() throws IOException {
        try (Stay stay = stay(Flow.CODE_QUERY)) {
            stay.browser.clearCookies();

            assertReason(stay.refresh(), 403, FailureReason.LOGIN_REQUIRED);
            assertThat(stay.tokenRequests()).isEmpty();
        }
    }

    @Test
    void an_ended_grant_takes_the_tokens_away_once_and_leaves_the_session() throws IOException {
        for (Flow flow : List.of(Flow.CODE_QUERY, Flow.CODE_ID_TOKEN_TOKEN_FORM_POST)) {
            try (Stay stay = stay(flow)) {
                assertReason(stay.refresh(Misbehaviour.REFRESH_INVALID_GRANT), 403, FailureReason.TOKEN_ERROR);
                assertThat(stay.now("name")).isEqualTo("Alice Archer");
                assertThat(stay.now("access_token")).isEqualTo("null");
                assertReason(stay.refresh(), 403, FailureReason.LOGIN_REQUIRED);
                assertThat(stay.tokenRequests()).hasSize(1);
            }
        }
    }

    @Test
    void the_id_token_of_the_session_is_the_signed_one_inside_the_encryption() throws IOException {
        try (Stay stay = encrypted()) {
            assertThat(stay.now("id_token").split("\\.", -1)).hasSize(3);
            stay.refresh();
            assertThat(stay.now("id_token").split("\\.", -1)).hasSize(3);
        }
    }
}
