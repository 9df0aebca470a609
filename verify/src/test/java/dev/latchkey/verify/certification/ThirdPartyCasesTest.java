package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.testing.CarriedRequest;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What else others may send to the {@code initiate_login_uri}, and what they may not (OpenID Connect Core §4). */
class ThirdPartyCasesTest {
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TestBrowser browser = new TestBrowser();
    private final LoginApplication application;

    ThirdPartyCasesTest() throws IOException {
        application = start(Flow.CODE_QUERY);
    }

    private static LoginApplication start(Flow flow) throws IOException {
        return LoginApplication.start(builder -> builder.thirdPartyLogin()
                .provider(
                        "default",
                        Provider.discover(PROVIDER.issuer())
                                .client("client1", "secret1")
                                .responseType(flow.type)
                                .responseMode(flow.mode)));
    }

    @AfterEach
    void stop_the_application() {
        application.close();
        PROVIDER.forgetRequests();
        PROVIDER.signOutEverywhere();
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static Map<String, String> usual(LoginApplication application) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("iss", PROVIDER.issuer());
        parameters.put("login_hint", "alice");
        parameters.put("target_link_uri", application.url("/orders?open=1"));
        return parameters;
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String address(LoginApplication application) {
        return application.relyingParty().initiateLoginUri();
    }

    private static void assertRefused(Page page, String reason) {
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("reason=" + reason + "<");
        assertThat(page.header("Set-Cookie")).isNull();
        assertThat(PROVIDER.requests()).isEmpty();
    }

    /** A page of somebody else's posts this. */
    private Page post(String type, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "text/html");
        headers.put("Sec-Fetch-Mode", "navigate");
        headers.put("Sec-Fetch-Dest", "document");
        headers.put("Sec-Fetch-Site", "cross-site");
        if (!type.isEmpty()) {
            headers.put("Content-Type", type);
        }
        return browser.request("POST", address(application), headers, body);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_login_by_get_and_one_by_post_end_at_the_target(Flow flow) throws IOException {
        try (LoginApplication party = start(flow)) {
            TestBrowser getting = new TestBrowser();
            Page page = getting.signIn(address(party) + "?" + encoded(usual(party)), "alice");
            assertThat(page.url()).isEqualTo(party.url("/orders?open=1"));
            assertThat(page.body()).contains("name=Alice");

            PROVIDER.signOutEverywhere();
            TestBrowser posting = new TestBrowser();
            Page posted = posting.signIn(posting.post(address(party), usual(party)), "alice");
            assertThat(posted.url()).isEqualTo(party.url("/orders?open=1"));
            assertThat(posted.body()).contains("name=Alice");
            assertThat(PROVIDER.authorizationRequests())
                    .hasSize(2)
                    .allSatisfy(request ->
                            assertThat(request.parameter("login_hint")).isEqualTo("alice"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "login_hint", "target_link_uri"})
    void a_repeated_parameter_is_refused(String name) {
        String twice = encoded(usual(application)) + "&" + name + "=again";

        assertRefused(browser.open(address(application) + "?" + twice), "parameter_repeated");
        assertRefused(post(FORM, twice), "parameter_repeated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "PATCH"})
    void another_method_starts_no_login(String method) {
        Page page = browser.request(
                method, address(application), Map.of("Content-Type", FORM), encoded(usual(application)));

        assertRefused(page, "response_mode_mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cors", "no-cors", "same-origin", "websocket"})
    void a_script_starts_no_login(String mode) {
        for (String method : List.of("GET", "POST")) {
            Page page = browser.request(
                    method,
                    address(application) + "?" + encoded(usual(application)),
                    Map.of("Sec-Fetch-Mode", mode, "Sec-Fetch-Dest", "empty", "Content-Type", FORM),
                    "");
            assertRefused(page, "response_mode_mismatch");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scope",
                "prompt",
                "redirect_uri",
                "state",
                "client_id",
                "acr_values",
                "max_age",
                "claims",
                "nonce",
                "response_type",
                "response_mode",
                "code_challenge",
                "id_token_hint",
                "request",
                "request_uri",
                "resource",
                "ui_locales"
            })
    void a_parameter_of_somebody_else_never_reaches_the_provider(String name) {
        Map<String, String> parameters = usual(application);
        parameters.put(name, "injected-value");
        browser.step(browser.step(address(application) + "?" + encoded(parameters))
                .location()
                .toString());
        browser.post(address(application), parameters);

        assertThat(PROVIDER.authorizationRequests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(sent(request)).doesNotContain("injected-value"));
    }

    private static String sent(CarriedRequest request) {
        return request.carrier() + " " + request.parameters();
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 3000})
    void an_oversized_login_hint_is_left_out(int length) {
        Map<String, String> parameters = usual(application);
        parameters.put("login_hint", "a".repeat(length));
        browser.open(address(application) + "?" + encoded(parameters));

        assertThat(PROVIDER.authorizationRequests())
                .hasSize(1)
                .allSatisfy(
                        request -> assertThat(request.parameter("login_hint")).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "multipart/form-data; boundary=x", ""})
    void a_post_of_another_type_is_refused(String type) {
        assertRefused(post(type, encoded(usual(application))), "response_unreadable");
    }

    @ParameterizedTest
    @ValueSource(ints = {8 * 1024 + 1, 1 << 20})
    void a_post_of_more_than_eight_kibibytes_is_refused(int length) {
        String start = encoded(usual(application)) + "&filler=";
        String body = start + "x".repeat(length - start.length());

        assertRefused(post(FORM, body), "response_unreadable");
    }
}
