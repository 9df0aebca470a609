package dev.latchkey;

import static dev.latchkey.failure.FailureReason.PROVIDER_ANSWER_TOO_LARGE;
import static dev.latchkey.failure.FailureReason.PROVIDER_BAD_ANSWER;
import static dev.latchkey.failure.FailureReason.PROVIDER_TIMEOUT;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static dev.latchkey.failure.FailureReason.WEBFINGER_REFUSED;
import static dev.latchkey.failure.FailureReason.WEBFINGER_WITHOUT_ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.HttpSettings;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.LoopbackServer;
import dev.latchkey.fixture.Refusal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Discovery §2 and RFC 7033, over real HTTP. */
class WebFingerTest {
    private static final String REL = "http://openid.net/specs/connect/1.0/issuer";

    private final LoopbackServer server = new LoopbackServer();
    private final WebFinger webFinger = WebFinger.allowing(server.authority());

    @AfterEach
    void close() {
        server.close();
    }

    private String issuer() {
        return webFinger.issuer("joe@" + server.authority());
    }

    private void refused(FailureReason reason) {
        Refusal.of(reason, this::issuer);
    }

    private static String link(String href) {
        return "{\"links\":[" + linkObject(href) + "]}";
    }

    private static String linkObject(String href) {
        return "{\"rel\":\"" + REL + "\",\"href\":\"" + href + "\"}";
    }

    private void answers(String document) {
        server.answers(200, "application/jrd+json", document);
    }

    @Test
    void an_account_leads_to_its_issuer() {
        answers(link("https://idp.example.com/realms/main"));

        assertThat(issuer()).isEqualTo("https://idp.example.com/realms/main");
        String escaped = server.authority().replace(":", "%3A");
        assertThat(server.requests())
                .containsExactly("/.well-known/webfinger?resource=acct%3Ajoe%40" + escaped
                        + "&rel=http%3A%2F%2Fopenid.net%2Fspecs%2Fconnect%2F1.0%2Fissuer");
    }

    @Test
    void a_web_address_leads_to_its_issuer() {
        answers(link("https://idp.example.com"));

        assertThat(webFinger.issuer("http://" + server.authority() + "/joe")).isEqualTo("https://idp.example.com");
        assertThat(server.requests().get(0))
                .contains("resource=http%3A%2F%2F127.0.0.1%3A")
                .contains("%2Fjoe&rel=");
    }

    @Test
    void the_first_link_with_the_relation_and_a_target_counts() {
        answers("{\"subject\":\"acct:somebody@else.example\",\"aliases\":[],\"links\":["
                + "7,null,{},{\"rel\":\"other\",\"href\":\"https://other.example\"},"
                + "{\"rel\":\"" + REL + "\"},{\"rel\":\"" + REL + "\",\"href\":7},"
                + linkObject("https://first.example") + "," + linkObject("https://second.example") + "]}");

        assertThat(issuer()).isEqualTo("https://first.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "Application/JRD+JSON; charset=utf-8", "application/json;charset=UTF-8"})
    void json_is_the_other_media_type(String type) {
        server.answers(200, type, link("https://idp.example.com/"));

        assertThat(issuer()).isEqualTo("https://idp.example.com/");
    }

    @Test
    void an_issuer_on_this_machine_may_do_without_https_when_it_is_named_on_this_machine() {
        answers(link("http://localhost:8080"));

        assertThat(issuer()).isEqualTo("http://localhost:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"links\":[]}",
                "{\"links\":{}}",
                "{\"links\":\"x\"}",
                "{\"links\":[[]]}",
                "{\"links\":[{\"rel\":\"other\",\"href\":\"https://idp.example.com\"}]}",
                "{\"links\":[{\"href\":\"https://idp.example.com\"}]}",
                "{\"links\":[{\"rel\":[\"" + REL + "\"],\"href\":\"https://idp.example.com\"}]}",
                "{\"issuer\":\"https://idp.example.com\"}"
            })
    void a_document_without_the_link_names_no_issuer(String document) {
        answers(document);

        refused(WEBFINGER_WITHOUT_ISSUER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "data:text/html,x",
                "http://idp.example.com",
                "HTTPS//idp.example.com",
                "https://idp.example.com/?x",
                "https://idp.example.com?",
                "https://idp.example.com#x",
                "https://idp.example.com#",
                "https://joe@idp.example.com",
                "https://a:b@idp.example.com",
                "https://",
                "https:///x",
                "https:idp.example.com",
                "//idp.example.com",
                "idp.example.com",
                "/realms/main",
                "https://idp example.com",
                "https://idp.example.com\\\\x",
                "https://idp.example.com/\\n",
                " https://idp.example.com",
                "file:///etc/passwd",
                "http://localhost.evil.example"
            })
    void a_target_that_is_no_issuer_is_refused(String href) {
        answers(link(href));

        refused(WEBFINGER_WITHOUT_ISSUER);
    }

    @Test
    void a_bad_first_target_is_not_passed_over() {
        answers("{\"links\":[" + linkObject("javascript:x") + "," + linkObject("https://idp.example.com") + "]}");

        refused(WEBFINGER_WITHOUT_ISSUER);
    }

    @Test
    void a_host_that_does_not_know_the_user_names_no_issuer() {
        server.answers(404, "text/html", "<html>");

        refused(WEBFINGER_WITHOUT_ISSUER);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 300, 302, 304, 400, 401, 403, 410, 429, 500, 503})
    void another_status_is_no_answer(int status) {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/jrd+json");
            exchange.sendResponseHeaders(status, -1);
        });

        refused(PROVIDER_BAD_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/xrd+xml", "application/jrd", "x"})
    void another_media_type_is_no_answer(String type) {
        server.answers(200, type, link("https://idp.example.com"));

        refused(PROVIDER_BAD_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "{",
                "{\"links\":[]}x",
                "{\"links\":[],\"links\":[]}",
                "{\"subject\":7}",
                "{\"subject\":null}",
                "{\"subject\":[\"x\"]}"
            })
    void what_is_no_document_is_no_answer(String body) {
        answers(body);

        refused(PROVIDER_BAD_ANSWER);
    }

    @Test
    void a_document_has_at_most_64_kilobytes() {
        String document = link("https://idp.example.com");
        answers(document + " ".repeat(64 * 1024 - document.length()));
        assertThat(issuer()).isEqualTo("https://idp.example.com");

        answers(document + " ".repeat(64 * 1024 - document.length() + 1));
        refused(PROVIDER_ANSWER_TOO_LARGE);
    }

    @Test
    void a_host_that_never_answers_is_given_up() {
        CountDownLatch never = new CountDownLatch(1);
        server.answers(exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        WebFinger impatient = webFinger.http(HttpSettings.defaults().timeout(Duration.ofMillis(200)));

        Refusal.of(PROVIDER_TIMEOUT, () -> impatient.issuer("joe@" + server.authority()));
        never.countDown();
    }

    @Test
    void a_host_that_is_down_is_unreachable() {
        server.close();

        refused(PROVIDER_UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "joe@evil.example",
                "https://evil.example/joe",
                "acct:a@%s@evil.example",
                "https://%s@evil.example",
                "https://%s.evil.example",
                "https://evil.example\\@%s",
                "http://%s./",
                "joe@localhost",
                "joe@2130706433",
                "joe@0x7f.0.0.1",
                "joe@[::ffff:127.0.0.1]",
                "https://127.0.0.1/joe",
                "//%s",
                "%s\n",
                "joe@\t%s"
            })
    void nobody_is_asked_who_is_not_allowed(String typed) {
        Refusal.of(WEBFINGER_REFUSED, () -> webFinger.issuer(typed.replace("%s", server.authority())));

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void wrong_hosts_are_a_wrong_setting() {
        Refusal.of(SETTING_INVALID, WebFinger::allowing);
        Refusal.of(SETTING_INVALID, () -> WebFinger.allowing("https://example.com/"));
    }
}
