package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.ID_TOKEN_AUDIENCE;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_AUTHORIZED_PARTY;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_AUTH_TIME;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_ISSUER;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_NONCE;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_SUBJECT;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_UNTRUSTED_AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.fixture.TokenBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenID Connect Core §3.1.3.7: who issued the token, to whom, about whom, for which login. */
class IdTokenClaimsTest {
    /** A token that is refused. */
    record Refused(String title, FailureReason reason, UnaryOperator<TokenBuilder> token) {
        @Override
        public String toString() {
            return title;
        }
    }

    @Test
    void a_token_that_breaks_no_rule_is_accepted() {
        VerifiedIdToken token = new IdTokens().verify(IdTokens.good().claim("sid", "s1"));

        assertThat(token.issuer()).isEqualTo("https://idp.example.com");
        assertThat(token.subject()).isEqualTo("alice");
        assertThat(token.sid()).isEqualTo("s1");
        assertThat(token).hasToString("VerifiedIdToken[redacted]");
    }

    static Stream<Refused> refused_tokens() {
        return Stream.of(issuers(), audiences(), authorizedParties(), nonces(), subjects())
                .flatMap(List::stream);
    }

    private static List<Refused> issuers() {
        return List.of(
                new Refused("no iss", ID_TOKEN_ISSUER, t -> t.without("iss")),
                new Refused("another iss", ID_TOKEN_ISSUER, t -> t.claim("iss", "https://evil.example.com")),
                new Refused("iss a number", ID_TOKEN_ISSUER, t -> t.claim("iss", 1)),
                new Refused("iss null", ID_TOKEN_ISSUER, t -> t.claim("iss", null)),
                new Refused("iss an array", ID_TOKEN_ISSUER, t -> t.claim("iss", List.of("https://idp.example.com"))),
                new Refused("iss shorter", ID_TOKEN_ISSUER, t -> t.claim("iss", "https://idp.example.co")),
                new Refused("iss longer", ID_TOKEN_ISSUER, t -> t.claim("iss", "https://idp.example.com.evil.com")),
                new Refused("iss with a slash", ID_TOKEN_ISSUER, t -> t.claim("iss", "https://idp.example.com/")),
                new Refused("iss in capitals", ID_TOKEN_ISSUER, t -> t.claim("iss", "https://IDP.example.com")),
                new Refused("iss with its port", ID_TOKEN_ISSUER, t -> t.claim("iss", "https://idp.example.com:443")),
                new Refused("iss with a blank", ID_TOKEN_ISSUER, t -> t.claim("iss", "https://idp.example.com ")));
    }

    private static List<Refused> audiences() {
        return List.of(
                new Refused("no aud", ID_TOKEN_AUDIENCE, t -> t.without("aud")),
                new Refused("another aud", ID_TOKEN_AUDIENCE, t -> t.claim("aud", "client2")),
                new Refused("aud empty", ID_TOKEN_AUDIENCE, t -> t.claim("aud", "")),
                new Refused("aud an empty array", ID_TOKEN_AUDIENCE, t -> t.claim("aud", List.of())),
                new Refused("aud null", ID_TOKEN_AUDIENCE, t -> t.claim("aud", null)),
                new Refused("aud an object", ID_TOKEN_AUDIENCE, t -> t.claim("aud", Map.of("client1", 1))),
                new Refused("aud with a number", ID_TOKEN_AUDIENCE, t -> t.claim("aud", List.of("client1", 1))),
                new Refused("aud with null", ID_TOKEN_AUDIENCE, t -> t.claim("aud", Arrays.asList("client1", null))),
                new Refused("aud nested", ID_TOKEN_AUDIENCE, t -> t.claim("aud", List.of(List.of("client1")))),
                new Refused("aud with more around", ID_TOKEN_AUDIENCE, t -> t.claim("aud", "client1 client2")),
                new Refused("aud in capitals", ID_TOKEN_AUDIENCE, t -> t.claim("aud", "CLIENT1")),
                new Refused(
                        "an untrusted aud beside ours",
                        ID_TOKEN_UNTRUSTED_AUDIENCE,
                        t -> t.claim("aud", List.of("client1", "client2")).claim("azp", "client1")));
    }

    private static List<Refused> authorizedParties() {
        return List.of(
                new Refused("azp of another", ID_TOKEN_AUTHORIZED_PARTY, t -> t.claim("azp", "client2")),
                new Refused("azp a number", ID_TOKEN_AUTHORIZED_PARTY, t -> t.claim("azp", 1)),
                new Refused("azp an array", ID_TOKEN_AUTHORIZED_PARTY, t -> t.claim("azp", List.of("client1"))),
                new Refused(
                        "our aud twice without azp",
                        ID_TOKEN_AUTHORIZED_PARTY,
                        t -> t.claim("aud", List.of("client1", "client1"))));
    }

    private static List<Refused> nonces() {
        return List.of(
                new Refused("no nonce", ID_TOKEN_NONCE, t -> t.without("nonce")),
                new Refused("another nonce", ID_TOKEN_NONCE, t -> t.claim("nonce", "nonce-of-another-login")),
                new Refused("nonce empty", ID_TOKEN_NONCE, t -> t.claim("nonce", "")),
                new Refused("nonce a number", ID_TOKEN_NONCE, t -> t.claim("nonce", 7)),
                new Refused("nonce null", ID_TOKEN_NONCE, t -> t.claim("nonce", null)),
                new Refused("nonce longer", ID_TOKEN_NONCE, t -> t.claim("nonce", "nonce-of-this-login1")),
                new Refused("nonce shorter", ID_TOKEN_NONCE, t -> t.claim("nonce", "nonce-of-this-logi")),
                new Refused("nonce in capitals", ID_TOKEN_NONCE, t -> t.claim("nonce", "NONCE-OF-THIS-LOGIN")));
    }

    private static List<Refused> subjects() {
        return List.of(
                new Refused("no sub", ID_TOKEN_SUBJECT, t -> t.without("sub")),
                new Refused("sub empty", ID_TOKEN_SUBJECT, t -> t.claim("sub", "")),
                new Refused("sub of 256 characters", ID_TOKEN_SUBJECT, t -> t.claim("sub", "a".repeat(256))),
                new Refused("sub a number", ID_TOKEN_SUBJECT, t -> t.claim("sub", 248289761001L)),
                new Refused("sub null", ID_TOKEN_SUBJECT, t -> t.claim("sub", null)),
                new Refused("sub an array", ID_TOKEN_SUBJECT, t -> t.claim("sub", List.of("alice"))));
    }

    @ParameterizedTest
    @MethodSource("refused_tokens")
    void a_token_that_breaks_a_rule_is_refused_with_its_reason(Refused refused) {
        IdTokens login = new IdTokens();

        assertThat(login.refused(refused.reason(), refused.token().apply(IdTokens.good())))
                .isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void our_client_as_the_only_member_of_an_array_is_accepted() {
        assertThat(new IdTokens().verify(IdTokens.good().claim("aud", List.of("client1"))))
                .isNotNull();
        assertThat(new IdTokens().verify(IdTokens.good().claim("azp", "client1")))
                .isNotNull();
        assertThat(new IdTokens().verify(IdTokens.good().claim("sub", "a".repeat(255))))
                .isNotNull();
    }

    @Test
    void a_trusted_audience_is_accepted_with_azp_and_refused_without() {
        IdTokens login = new IdTokens(settings -> settings.trustAudience("api"));
        TokenBuilder token = IdTokens.good().claim("aud", List.of("client1", "api"));

        assertThat(login.verify(token.claim("azp", "client1"))).isNotNull();
        login.refused(ID_TOKEN_AUTHORIZED_PARTY, token);
        login.refused(ID_TOKEN_AUTHORIZED_PARTY, token.claim("azp", "api"));
        login.refused(ID_TOKEN_AUDIENCE, token.claim("aud", List.of("api")));
        login.refused(ID_TOKEN_UNTRUSTED_AUDIENCE, token.claim("aud", List.of("client1", "api", "x")));
    }

    @Test
    void auth_time_is_checked_only_where_max_age_was_asked_for() {
        IdTokens login = new IdTokens();

        assertThat(login.verify(IdTokens.good().claim("auth_time", 1))).isNotNull();
        login.refused(ID_TOKEN_AUTH_TIME, IdTokens.good().claim("auth_time", "1"));
        login.refused(ID_TOKEN_AUTH_TIME, IdTokens.good().claim("auth_time", null));
    }

    @Test
    void auth_time_is_at_most_max_age_and_skew_old() {
        IdTokens login = new IdTokens(settings -> settings.maxAge(Duration.ofMinutes(5)));
        TokenBuilder token = IdTokens.good();

        assertThat(login.verify(token.claim("auth_time", IdTokens.NOW - 360))).isNotNull();
        login.refused(ID_TOKEN_AUTH_TIME, token.claim("auth_time", IdTokens.NOW - 361));
        login.refused(ID_TOKEN_AUTH_TIME, token.claim("auth_time", 0));
        login.refused(ID_TOKEN_AUTH_TIME, token.claim("auth_time", Long.MIN_VALUE));
        login.refused(ID_TOKEN_AUTH_TIME, token.claim("auth_time", 1e300));
        login.refused(ID_TOKEN_AUTH_TIME, token.without("auth_time"));
    }

    @Test
    void max_age_zero_demands_a_sign_in_just_now() {
        IdTokens login = new IdTokens(settings -> settings.maxAge(Duration.ZERO));

        assertThat(login.verify(IdTokens.good().claim("auth_time", IdTokens.NOW)))
                .isNotNull();
        login.refused(ID_TOKEN_AUTH_TIME, IdTokens.good().claim("auth_time", IdTokens.NOW - 61));
    }

    @Test
    void a_message_never_shows_a_nonce_and_shows_foreign_claims_on_one_line() {
        IdTokens login = new IdTokens();

        assertThat(login.refused(ID_TOKEN_NONCE, IdTokens.good().claim("nonce", "foreign-nonce")))
                .hasMessageNotContaining("foreign-nonce")
                .hasMessageNotContaining("nonce-of-this-login");
        assertThat(login.refused(ID_TOKEN_ISSUER, IdTokens.good().claim("iss", "a\nWARN dev.latchkey fake\u2028")))
                .message()
                .doesNotContain("\n", "\u2028")
                .contains("a WARN dev.latchkey fake");
    }

    @Test
    void settings_of_one_provider_do_not_leak_into_another() {
        Provider plain = Provider.discover("https://idp.example.com");
        Provider changed = plain.trustAudience("api").maxAge(Duration.ZERO);

        assertThat(plain.settings().trustedAudiences()).isEmpty();
        assertThat(plain.settings().parameters().maxAge()).isNull();
        assertThat(changed.settings().trustedAudiences()).containsExactly("api");
    }
}
