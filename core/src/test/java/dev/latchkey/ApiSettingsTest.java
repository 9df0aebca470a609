package dev.latchkey;

import static dev.latchkey.failure.FailureReason.METADATA_UNUSABLE;
import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.Weakening;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Wrong settings for access tokens fail when they are made, with a message that says what is expected. */
class ApiSettingsTest {
    private static final Provider IDP = Provider.discover("https://idp.example.com");

    private static void refused(String message, ThrowingCallable call) {
        assertThat(Refusal.of(SETTING_INVALID, call)).hasMessageContaining(message);
    }

    @Test
    void an_audience_is_required() {
        refused("has a blank audience", () -> AccessTokens.jwt(" "));
        refused("has a blank audience", () -> AccessTokens.introspected(""));
    }

    @Test
    void only_asymmetric_algorithms_are_taken() {
        refused("AccessTokens.signedWith", () -> AccessTokens.jwt("a").signedWith("HS256"));
        refused("AccessTokens.signedWith", () -> AccessTokens.jwt("a").signedWith("none"));
        refused("AccessTokens.signedWith", () -> AccessTokens.jwt("a").signedWith());
        refused(
                "AccessTokens.signedAnswers",
                () -> AccessTokens.introspected("a").signedAnswers("HS256"));
    }

    @Test
    void an_answer_is_kept_thirty_seconds_at_most() {
        refused("AccessTokens.cache", () -> AccessTokens.introspected("a").cache(Duration.ofSeconds(31)));
        refused("AccessTokens.cache", () -> AccessTokens.introspected("a").cache(Duration.ofSeconds(-1)));
        assertThat(AccessTokens.introspected("a").cache(Duration.ZERO).cache()).isEqualTo(Duration.ZERO);
    }

    @Test
    void only_a_client_that_can_authenticate_asks_about_tokens() {
        Provider asked = IDP.acceptAccessTokens(AccessTokens.introspected("a"));

        refused(
                "a public client may not ask",
                () -> RelyingPartyBuilderTest.withoutProvider()
                        .provider("default", asked.publicClient("client1"))
                        .build());
        refused(
                "a public client may not ask",
                () -> RelyingPartyBuilderTest.withoutProvider()
                        .provider(
                                "default",
                                asked.client("client1", "secret1").clientAuthentication(ClientAuthentication.none()))
                        .build());
        refused(
                "a public client may not ask",
                () -> RelyingPartyBuilderTest.withoutProvider()
                        .provider(
                                "default",
                                asked.register(ClientMetadata.named("App"))
                                        .clientAuthentication(ClientAuthentication.none()))
                        .build());
        RelyingPartyBuilderTest.withoutProvider()
                .provider("default", asked.client("client1", "secret1"))
                .build();
        RelyingPartyBuilderTest.withoutProvider()
                .provider("default", asked.register(ClientMetadata.named("App")))
                .build();
    }

    @Test
    void an_introspection_endpoint_is_https_where_it_is_used_and_does_not_matter_elsewhere() {
        Provider plain = Provider.of(
                        Relationships.metadata().with("introspection_endpoint", "http://idp.example.com/introspect"))
                .client("client1", "secret1");

        RelyingPartyBuilderTest.withoutProvider()
                .provider("default", plain.acceptAccessTokens(AccessTokens.jwt("a")))
                .build();
        assertThat(Refusal.of(
                        METADATA_UNUSABLE,
                        () -> RelyingPartyBuilderTest.withoutProvider()
                                .provider("default", plain.acceptAccessTokens(AccessTokens.introspected("a")))
                                .build()))
                .hasMessageContaining("introspection_endpoint");
    }

    @Test
    void one_provider_at_most_is_asked() {
        Provider asked = IDP.client("client1", "secret1").acceptAccessTokens(AccessTokens.introspected("a"));

        refused(
                "for [one, two]",
                () -> RelyingPartyBuilderTest.withoutProvider()
                        .provider("one", asked)
                        .provider("two", asked)
                        .build());
    }

    @Test
    void the_client_id_is_no_audience_where_the_provider_is_asked() {
        Provider asked = IDP.client("client1", "secret1").acceptAccessTokens(AccessTokens.introspected("client1"));

        refused(
                "as ID tokens have",
                () -> RelyingPartyBuilderTest.withoutProvider()
                        .provider("default", asked)
                        .build());
    }

    @Test
    void metadata_given_by_hand_have_an_endpoint_to_ask() {
        Provider without = Provider.of(Relationships.metadata())
                .client("client1", "secret1")
                .acceptAccessTokens(AccessTokens.introspected("a"));

        refused(
                "no introspection_endpoint",
                () -> RelyingPartyBuilderTest.withoutProvider()
                        .provider("default", without)
                        .build());
        RelyingPartyBuilderTest.withoutProvider()
                .provider(
                        "default",
                        without.adjustMetadata(
                                metadata -> metadata.with("introspection_endpoint", "https://idp.example.com/ask")))
                .build();
    }

    @Test
    void two_providers_of_one_issuer_cannot_both_judge_its_tokens() {
        Provider one = IDP.client("client1", "secret1");
        Provider two = Provider.discover("https://idp.example.com/").client("client2", "secret2");

        refused(
                "\"one\" and \"two\"",
                () -> RelyingPartyBuilderTest.withoutProvider()
                        .provider("one", one.acceptAccessTokens(AccessTokens.jwt("a")))
                        .provider("two", two.acceptAccessTokens(AccessTokens.introspected("b")))
                        .build());
        RelyingPartyBuilderTest.withoutProvider()
                .provider("one", one.acceptAccessTokens(AccessTokens.jwt("a")))
                .provider("two", two)
                .build();
    }

    @Test
    void the_client_id_is_no_audience_where_types_are_not_checked() {
        Provider taken = IDP.client("client1", "secret1").acceptAccessTokens(AccessTokens.jwt("client1"));

        RelyingPartyBuilderTest.withoutProvider().provider("default", taken).build();
        refused(
                "as ID tokens have",
                () -> RelyingPartyBuilderTest.withoutProvider()
                        .provider("default", taken.weaken(Weakening.ACCEPT_UNTYPED_ACCESS_TOKENS))
                        .build());
    }
}
