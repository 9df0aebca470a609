package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

final class WebFingerObservations {
    private static final Endpoint HERE = Endpoint.WEBFINGER;
    static final String ISSUER = "http://openid.net/specs/connect/1.0/issuer";

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.WEBFINGER_DOWN, Answers.status(HERE, 500)),
            Map.entry(Misbehaviour.WEBFINGER_SLOW, Answers.silence(HERE)),
            Map.entry(Misbehaviour.WEBFINGER_NOT_JSON, Answers.page(HERE)),
            Map.entry(Misbehaviour.WEBFINGER_HUGE, Answers.huge(HERE)),
            Map.entry(Misbehaviour.WEBFINGER_HALF_BODY, Answers.broken(HERE)),
            Map.entry(Misbehaviour.WEBFINGER_DUPLICATE_MEMBER, Answers.twice(HERE, "links")),
            Map.entry(Misbehaviour.WEBFINGER_REDIRECT_TO_PRIVATE, (provider, client) -> {
                Answer answer = ask(provider, "alice");
                assertThat(answer.status()).isEqualTo(302);
                assertThat(answer.header("Location"))
                        .isEqualTo("http://127.0.0.1:" + provider.port() + "/elsewhere/webfinger");
            }),
            Map.entry(
                    Misbehaviour.WEBFINGER_WRONG_SUBJECT,
                    (provider, client) -> assertThat(ask(provider, "alice").json())
                            .containsEntry("subject", "acct:somebody-else@other-issuer.example")),
            Map.entry(
                    Misbehaviour.WEBFINGER_NO_ISSUER_LINK,
                    (provider, client) -> assertThat(ask(provider, "alice").text("links"))
                            .contains("href")
                            .doesNotContain(ISSUER)),
            Map.entry(Misbehaviour.WEBFINGER_OTHER_ISSUER, links("https://other-issuer.example")),
            Map.entry(Misbehaviour.WEBFINGER_ISSUER_HTTP_ELSEWHERE, links("http://169.254.169.254/")),
            Map.entry(Misbehaviour.WEBFINGER_ISSUER_NOT_TEXT, links(42L)),
            Map.entry(
                    Misbehaviour.WEBFINGER_TWO_ISSUERS,
                    (provider, client) -> links("https://other-issuer.example", provider.issuer())
                            .observe(provider, client)));

    private WebFingerObservations() {}

    /** What the provider says about this user of its own. */
    static Answer ask(TestProvider provider, String user) {
        return query(provider, "resource", "acct:" + user + "@localhost:" + provider.port(), "rel", ISSUER);
    }

    static Answer query(TestProvider provider, String... namesAndValues) {
        String query = HandmadeClient.query(namesAndValues);
        return HandmadeClient.send(HttpRequest.newBuilder(URI.create(provider.uri(HERE) + "?" + query)));
    }

    private static Observation links(Object... hrefs) {
        List<?> links = List.of(hrefs).stream()
                .map(href -> Map.of("rel", ISSUER, "href", href))
                .toList();
        return (provider, client) -> assertThat(ask(provider, "alice").json()).containsEntry("links", links);
    }
}
