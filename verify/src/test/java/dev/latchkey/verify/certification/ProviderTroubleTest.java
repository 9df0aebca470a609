package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the code flow refuses, in flows that bring tokens into the browser: the rarer lies, and answers that are none. */
class ProviderTroubleTest {
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final List<Flow> BY_ID_TOKEN =
            List.of(Flow.ID_TOKEN_FRAGMENT, Flow.ID_TOKEN_TOKEN_FORM_POST, Flow.CODE_ID_TOKEN_TOKEN_FORM_POST);
    private static final List<Flow> HYBRID =
            List.of(Flow.CODE_ID_TOKEN_FORM_POST, Flow.CODE_TOKEN_FRAGMENT, Flow.CODE_ID_TOKEN_TOKEN_FRAGMENT);

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_ISSUER_TRAILING_SLASH,ID_TOKEN_ISSUER",
        "MISSING_ISS,ID_TOKEN_ISSUER",
        "MISSING_AUD,ID_TOKEN_AUDIENCE",
        "EXTRA_AUDIENCE,ID_TOKEN_UNTRUSTED_AUDIENCE",
        "EXTRA_AUDIENCE_WITH_AZP,ID_TOKEN_UNTRUSTED_AUDIENCE",
        "WRONG_AZP,ID_TOKEN_AUTHORIZED_PARTY",
        "EMPTY_SUB,ID_TOKEN_SUBJECT",
        "SUB_NOT_TEXT,ID_TOKEN_SUBJECT",
        "MISSING_EXP,ID_TOKEN_EXPIRED",
        "EXP_NOT_A_NUMBER,ID_TOKEN_EXPIRED",
        "ISSUED_IN_THE_FUTURE,ID_TOKEN_ISSUED_AT",
        "ISSUED_LONG_AGO,ID_TOKEN_ISSUED_AT",
        "NOT_YET_VALID,ID_TOKEN_NOT_YET_VALID"
    })
    void a_bad_claim_in_a_front_channel_id_token_is_refused(Misbehaviour how, FailureReason reason) throws IOException {
        for (Flow flow : BY_ID_TOKEN) {
            Login.at(PROVIDER, flow).failsAtTheFirstIdToken(flow, reason, how);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ALG_NONE_MIXED_CASE,ID_TOKEN_ALGORITHM",
        "HS256_SIGNED_WITH_CLIENT_SECRET,ID_TOKEN_ALGORITHM",
        "OTHER_SIGNING_ALGORITHM,ID_TOKEN_ALGORITHM",
        "OTHER_DIGEST,ID_TOKEN_ALGORITHM",
        "EMPTY_SIGNATURE,ID_TOKEN_SIGNATURE",
        "CHANGED_AFTER_SIGNING,ID_TOKEN_SIGNATURE",
        "UNKNOWN_KID,ID_TOKEN_KEY",
        "DUPLICATE_HEADER,ID_TOKEN_MALFORMED",
        "DUPLICATE_SUB,ID_TOKEN_MALFORMED",
        "FIVE_PART_TOKEN,ID_TOKEN_ENCRYPTED",
        "TWO_PART_TOKEN,ID_TOKEN_MALFORMED",
        "PAYLOAD_NOT_JSON,ID_TOKEN_MALFORMED"
    })
    void a_bad_form_of_a_front_channel_id_token_is_refused(Misbehaviour how, FailureReason reason) throws IOException {
        for (Flow flow : BY_ID_TOKEN) {
            Login.at(PROVIDER, flow).failsAtTheFirstIdToken(flow, reason, how);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "JWKS_DOWN,503,PROVIDER_BAD_ANSWER",
        "JWKS_HTML,503,PROVIDER_BAD_ANSWER",
        "JWKS_HUGE,503,PROVIDER_ANSWER_TOO_LARGE",
        "JWKS_REDIRECT,503,PROVIDER_BAD_ANSWER",
        "JWKS_EMPTY,400,ID_TOKEN_KEY"
    })
    void without_keys_a_front_channel_id_token_is_refused_before_its_code_is_used(
            Misbehaviour how, int status, FailureReason reason) throws IOException {
        for (Flow flow : BY_ID_TOKEN) {
            Login.at(PROVIDER, flow).fails(status, reason, how);
            assertThat(PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
            assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN_ERROR,403,TOKEN_ERROR",
        "TOKEN_INVALID_CLIENT,500,CLIENT_REFUSED",
        "TOKEN_SERVER_ERROR,503,PROVIDER_BAD_ANSWER",
        "TOKEN_HTML,503,PROVIDER_BAD_ANSWER",
        "TOKEN_EMPTY,503,PROVIDER_BAD_ANSWER",
        "TOKEN_LIST,503,PROVIDER_BAD_ANSWER",
        "TOKEN_DEEP,503,PROVIDER_BAD_ANSWER",
        "TOKEN_DUPLICATE_MEMBER,503,PROVIDER_BAD_ANSWER",
        "TOKEN_HUGE,503,PROVIDER_ANSWER_TOO_LARGE",
        "TOKEN_HALF_BODY,503,PROVIDER_UNREACHABLE",
        "TOKEN_CLOSES,503,PROVIDER_UNREACHABLE",
        "TOKEN_REDIRECT,503,PROVIDER_BAD_ANSWER",
        "NO_ID_TOKEN,400,ID_TOKEN_MISSING",
        "MISSING_ACCESS_TOKEN,400,TOKEN_RESPONSE_MALFORMED",
        "MISSING_TOKEN_TYPE,400,TOKEN_RESPONSE_MALFORMED",
        "TOKEN_TYPE_MAC,400,TOKEN_TYPE_UNSUPPORTED",
        "WRONG_AT_HASH,400,ID_TOKEN_ACCESS_TOKEN_HASH"
    })
    void a_bad_token_answer_is_refused_whatever_came_through_the_browser(
            Misbehaviour how, int status, FailureReason reason) throws IOException {
        for (Flow flow : HYBRID) {
            Login.at(PROVIDER, flow).fails(status, reason, how, Misbehaviour.ONLY_IN_THE_BACK_CHANNEL);
            assertThat(PROVIDER.requests(Endpoint.TOKEN)).hasSizeBetween(1, 2);
            assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "USERINFO_DOWN,503,PROVIDER_BAD_ANSWER",
        "USERINFO_UNAUTHORIZED,503,PROVIDER_BAD_ANSWER",
        "USERINFO_HTML,503,PROVIDER_BAD_ANSWER",
        "USERINFO_HUGE,503,PROVIDER_ANSWER_TOO_LARGE",
        "USERINFO_REDIRECT,503,PROVIDER_BAD_ANSWER",
        "USERINFO_NO_SUBJECT,400,USERINFO_SUBJECT"
    })
    void userinfo_that_must_answer_and_does_not_fails_the_login(Misbehaviour how, int status, FailureReason reason)
            throws IOException {
        for (Flow flow : List.of(Flow.ID_TOKEN_TOKEN_FRAGMENT, Flow.CODE_ID_TOKEN_TOKEN_FORM_POST)) {
            Login.at(PROVIDER, flow)
                    .with(provider -> provider.userInfo(UserInfoMode.ALWAYS))
                    .fails(status, reason, how);
        }
    }

    private record Hanging(Misbehaviour how, Flow flow) implements Callable<Void> {
        @Override
        public Void call() throws IOException {
            try (TestProvider provider = TestProvider.start()) {
                Login.at(provider, flow)
                        .with(settings -> settings.userInfo(UserInfoMode.ALWAYS))
                        .party(party -> party.http(HttpSettings.defaults().timeout(Duration.ofSeconds(5))))
                        .fails(503, FailureReason.PROVIDER_TIMEOUT, how);
            }
            return null;
        }
    }

    @Test
    void a_provider_that_hangs_fails_the_login_within_the_time_limit() throws Exception {
        List<Hanging> cases = List.of(
                new Hanging(Misbehaviour.JWKS_SLOW, Flow.ID_TOKEN_FRAGMENT),
                new Hanging(Misbehaviour.JWKS_SLOW, Flow.CODE_ID_TOKEN_FORM_POST),
                new Hanging(Misbehaviour.TOKEN_SLOW, Flow.CODE_ID_TOKEN_FRAGMENT),
                new Hanging(Misbehaviour.TOKEN_DRIPS, Flow.CODE_TOKEN_FORM_POST),
                new Hanging(Misbehaviour.USERINFO_SLOW, Flow.ID_TOKEN_TOKEN_FORM_POST));
        ExecutorService threads = Executors.newFixedThreadPool(cases.size());
        try {
            for (Future<Void> ended : threads.invokeAll(cases)) {
                ended.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16"})
    void an_answer_in_another_charset_than_utf_8_is_refused(String charset) throws IOException {
        String json = "{\"access_token\":\"é\",\"token_type\":\"Bearer\",\"id_token\":\"x\",\"sub\":\"alice\"}";
        HttpServer server = answering("application/json; charset=" + charset, json.getBytes(Charset.forName(charset)));
        String address = "http://localhost:" + server.getAddress().getPort() + "/";
        try {
            Login.at(PROVIDER, Flow.CODE_QUERY)
                    .with(provider -> provider.adjustMetadata(metadata -> metadata.tokenEndpoint(address)))
                    .fails(503, FailureReason.PROVIDER_BAD_ANSWER);
            Login.at(PROVIDER, Flow.ID_TOKEN_TOKEN_FRAGMENT)
                    .with(provider -> provider.adjustMetadata(metadata -> metadata.userinfoEndpoint(address)))
                    .fails(400, FailureReason.USERINFO_MALFORMED);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/jwt", "application/octet-stream"})
    void a_token_answer_of_another_type_is_refused(String type) throws IOException {
        String json = "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"x\"}";
        HttpServer server = answering(type, json.getBytes(StandardCharsets.UTF_8));
        String address = "http://localhost:" + server.getAddress().getPort() + "/";
        try {
            Login.at(PROVIDER, Flow.CODE_QUERY)
                    .with(provider -> provider.adjustMetadata(metadata -> metadata.tokenEndpoint(address)))
                    .fails(503, FailureReason.PROVIDER_BAD_ANSWER);
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer answering(String type, byte[] body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }
}
