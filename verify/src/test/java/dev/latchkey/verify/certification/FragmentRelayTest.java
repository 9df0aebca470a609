package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page that takes an answer out of the fragment, and the address that it posts it to. */
class FragmentRelayTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    @BeforeEach
    void forget() {
        PROVIDER.forgetRequests();
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static LoginApplication application(Flow flow) throws IOException {
        return LoginApplication.start(builder -> builder.provider(
                "default",
                Provider.discover(PROVIDER.issuer())
                        .client("client1", "secret1")
                        .responseType(flow.type)
                        .responseMode(flow.mode)));
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#inTheFragment")
    void the_page_runs_its_own_script_alone_and_is_never_kept(Flow flow) throws IOException {
        try (LoginApplication application = application(flow)) {
            String before = "";
            for (int i = 0; i < 2; i++) {
                Page page = new TestBrowser().open(application.url("/redirect_uri#code=x&state=y"));
                String policy = Objects.requireNonNull(page.header("Content-Security-Policy"));

                assertThat(page.status()).isEqualTo(200);
                assertThat(policy).startsWith("default-src 'none'").containsPattern("script-src 'nonce-[\\w-]{43}'");
                assertThat(policy).doesNotContain("unsafe-eval").isNotEqualTo(before);
                String nonce = policy.replaceFirst(".*script-src 'nonce-([\\w-]+)'.*", "$1");
                assertThat(page.body()).contains("<script nonce=\"" + nonce + "\">");
                assertThat(page.header("Cache-Control")).isEqualTo("no-store");
                assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
                assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
                assertThat(page.header("Set-Cookie")).isNull();
                assertThat(page.body().replace(application.url("/"), ""))
                        .doesNotContain("http:", "https:", "src=", "href=", "import", "fetch(");
                before = policy;
            }
        }
    }

    @Test
    void without_a_provider_that_uses_fragments_there_is_no_such_page() throws IOException {
        try (LoginApplication application = application(Flow.CODE_QUERY)) {
            Page page = new TestBrowser().open(application.url("/redirect_uri#code=x&state=y"));
            assertThat(page.status()).isEqualTo(400);
            assertThat(page.body()).contains("reason=state_missing<").doesNotContain("<script");

            Page post = new TestBrowser()
                    .request("POST", application.url("/redirect_uri/fragment"), Map.of(), "fragment=state%3Dx");
            assertThat(post.status()).isEqualTo(401);
            assertThat(post.header("Set-Cookie")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Origin,https://evil.example.com",
        "Origin,null",
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Sec-Fetch-Site,none"
    })
    void an_answer_that_another_page_posts_is_refused(String header, String value) throws IOException {
        for (Flow flow : List.of(Flow.CODE_FRAGMENT, Flow.ID_TOKEN_FRAGMENT, Flow.CODE_ID_TOKEN_TOKEN_FRAGMENT)) {
            try (LoginApplication application = application(flow)) {
                TestBrowser browser = new TestBrowser();
                Answer answer = Answer.to(PROVIDER, browser, application);
                String fragment = answer.page().location().getRawFragment();
                Page page = browser.request(
                        "POST",
                        application.url("/redirect_uri/fragment"),
                        Map.of("Content-Type", "application/x-www-form-urlencoded", header, value),
                        "fragment=" + URLEncoder.encode(fragment, StandardCharsets.UTF_8));

                assertThat(page.status()).isEqualTo(400);
                assertThat(page.body()).contains("reason=response_mode_mismatch<");
                assertThat(PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
                assertThat(browser.open(application.url("/")).body()).contains("Sign in");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#inTheFragment")
    void nothing_of_an_answer_reaches_the_log_or_a_page(Flow flow) throws IOException {
        for (Misbehaviour how :
                List.of(Misbehaviour.AUDIENCE_AS_LIST, Misbehaviour.WRONG_NONCE, Misbehaviour.WRONG_ISS_PARAMETER)) {
            PROVIDER.misbehave(how);
            try (Printed log = new Printed();
                    LoginApplication application = application(flow)) {
                TestBrowser browser = new TestBrowser();
                Answer answer = Answer.to(PROVIDER, browser, application);
                Page end = answer.deliver(browser);

                boolean fails = how != Misbehaviour.AUDIENCE_AS_LIST;
                assertThat(log.text().contains("Login failed")).isEqualTo(fails);
                assertThat(answer.secrets()).hasSizeGreaterThan(1).allSatisfy(secret -> {
                    assertThat(log.text()).doesNotContain(secret);
                    assertThat(end.url()).doesNotContain(secret);
                    assertThat(end.redirects().toString()).doesNotContain(secret);
                });
            } finally {
                PROVIDER.behave();
            }
        }
    }
}
