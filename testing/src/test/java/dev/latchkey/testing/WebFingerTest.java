package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestProviderExtension.class)
class WebFingerTest {
    private final TestProvider provider;

    WebFingerTest(TestProvider provider) {
        this.provider = provider;
    }

    @ParameterizedTest
    @ValueSource(strings = {"acct:alice@localhost:PORT", "https://localhost:PORT/alice", "http://127.0.0.1:PORT"})
    void everybody_here_has_this_provider(String pattern) {
        String resource = pattern.replace("PORT", String.valueOf(provider.port()));

        Answer answer =
                WebFingerObservations.query(provider, "resource", resource, "rel", WebFingerObservations.ISSUER);

        assertThat(answer.header("Content-Type")).isEqualTo("application/jrd+json");
        assertThat(answer.json())
                .containsEntry("subject", resource)
                .containsEntry(
                        "links", List.of(Map.of("rel", WebFingerObservations.ISSUER, "href", provider.issuer())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acct:alice@localhost",
                "acct:alice@example.com:PORT",
                "acct:alice",
                "https://example.com/",
                "http://localhost:1/",
                "https://bad host:PORT/",
                "mailto:alice@localhost:PORT"
            })
    void others_are_not_found(String pattern) {
        String resource = pattern.replace("PORT", String.valueOf(provider.port()));

        assertThat(WebFingerObservations.query(provider, "resource", resource).status())
                .isEqualTo(404);
    }

    @Test
    void resource_must_be_there_and_other_relations_have_no_link() {
        assertThat(WebFingerObservations.query(provider, "rel", WebFingerObservations.ISSUER)
                        .status())
                .isEqualTo(400);
        assertThat(WebFingerObservations.query(
                                provider, "resource", "acct:a@localhost:" + provider.port(), "rel", "avatar")
                        .json())
                .containsEntry("links", List.of());
    }

    @Test
    void address_is_below_the_host_whatever_the_issuers_path() {
        try (TestProvider other = TestProvider.builder().issuerPath("/realms/x").start()) {
            assertThat(other.uri(Endpoint.WEBFINGER))
                    .hasToString("http://localhost:" + other.port() + "/.well-known/webfinger");
            assertThat(WebFingerObservations.ask(other, "alice").text("links")).contains("/realms/x");
        }
    }
}
