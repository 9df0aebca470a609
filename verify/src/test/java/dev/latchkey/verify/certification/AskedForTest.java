package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.testing.TestUser;
import dev.latchkey.verify.LoginApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a login asks for is checked when the user comes back, in every flow (OpenID Connect Core §3.1.2.1, §5.5). */
class AskedForTest {
    private static final TestProvider PROVIDER = TestProvider.builder()
            .user(TestUser.of("alice")
                    .claim("name", "Alice")
                    .claim("birthdate", "0000-10-31")
                    .claim("email", "alice@example.com")
                    .claim("phone_number", "+44 20 1234")
                    .claim("address", Map.of("locality", "Wonderland")))
            .start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    static Stream<Flow> withoutUserInfo() {
        return Stream.of(Flow.values()).filter(flow -> !flow.hasUserInfo());
    }

    private static Login asking(Flow flow, LoginParameters parameters) {
        return Login.at(PROVIDER, flow).with(provider -> provider.parameters(parameters));
    }

    private static LoginParameters claims(ClaimsRequest claims) {
        return LoginParameters.none().claims(claims);
    }

    private static void assertUserInfoNotAsked() {
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).isEmpty();
    }

    /** An ID token that Bob got here. */
    private static String tokenOfBob() throws IOException {
        PROVIDER.signOutEverywhere();
        try (LoginApplication application = LoginApplication.start(builder ->
                builder.provider("default", Provider.discover(PROVIDER.issuer()).client("client1", "secret1")))) {
            return Stay.value("id_token", new TestBrowser().signIn(application.url("/me"), "bob"));
        }
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_answer_about_another_user_than_the_hinted_one_is_refused(Flow flow) throws IOException {
        asking(flow, LoginParameters.none().idTokenHint(tokenOfBob()))
                .fails(400, FailureReason.ID_TOKEN_SUBJECT, Misbehaviour.HINTED_SUBJECT_IGNORED);
        assertUserInfoNotAsked();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_answer_about_another_user_than_claims_name_is_refused(Flow flow) throws IOException {
        asking(flow, claims(ClaimsRequest.of(Map.of("id_token", Map.of("sub", Map.of("value", "bob"))))))
                .fails(400, FailureReason.ID_TOKEN_SUBJECT, Misbehaviour.HINTED_SUBJECT_IGNORED);
        assertUserInfoNotAsked();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_answer_about_the_user_whom_claims_name_is_accepted(Flow flow) throws IOException {
        asking(flow, claims(ClaimsRequest.of(Map.of("id_token", Map.of("sub", Map.of("value", "alice"))))))
                .succeeds();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_essential_claim_that_is_missing_in_the_id_token_is_refused(Flow flow) throws IOException {
        Login login = asking(flow, claims(ClaimsRequest.none().essentialInIdToken("email")));

        login.succeeds();
        login.fails(403, FailureReason.ESSENTIAL_CLAIM_MISSING, Misbehaviour.ESSENTIAL_CLAIM_MISSING);
        assertUserInfoNotAsked();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_essential_claim_with_another_value_is_refused(Flow flow) throws IOException {
        asking(flow, claims(ClaimsRequest.none().essentialInIdToken("email", "a@example.com", "b@example.com")))
                .fails(403, FailureReason.ESSENTIAL_CLAIM_MISSING);
        asking(flow, claims(ClaimsRequest.none().essentialInIdToken("email", "a@example.com", "alice@example.com")))
                .succeeds();
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withUserInfo")
    void an_essential_claim_that_is_missing_in_userinfo_is_refused(Flow flow) throws IOException {
        Login login = asking(flow, claims(ClaimsRequest.none().essentialInUserInfo("email")));

        login.succeeds();
        login.fails(403, FailureReason.ESSENTIAL_CLAIM_MISSING, Misbehaviour.ESSENTIAL_USERINFO_CLAIM_MISSING);
    }

    @ParameterizedTest
    @MethodSource("withoutUserInfo")
    void an_essential_claim_of_userinfo_cannot_come_without_an_access_token(Flow flow) throws IOException {
        asking(flow, claims(ClaimsRequest.none().essentialInUserInfo("email")))
                .fails(403, FailureReason.ESSENTIAL_CLAIM_MISSING);
        assertUserInfoNotAsked();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void another_acr_than_was_asked_for_is_refused(Flow flow) throws IOException {
        Login login = asking(flow, LoginParameters.none().acrValues("urn:test:mfa", "urn:test:password"));

        login.succeeds();
        login.fails(403, FailureReason.ACR_NOT_MET, Misbehaviour.ACR_WRONG);
        login.fails(403, FailureReason.ACR_NOT_MET, Misbehaviour.ACR_MISSING);
        assertUserInfoNotAsked();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_sign_in_that_is_older_than_max_age_or_does_not_say_is_refused(Flow flow) throws IOException {
        Login login = asking(flow, LoginParameters.none().maxAge(Duration.ofMinutes(5)));

        login.succeeds();
        login.fails(400, FailureReason.ID_TOKEN_AUTH_TIME, Misbehaviour.OLD_AUTH_TIME);
        login.fails(400, FailureReason.ID_TOKEN_AUTH_TIME, Misbehaviour.MISSING_AUTH_TIME);
        assertUserInfoNotAsked();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void with_prompt_login_a_sign_in_before_the_request_is_refused(Flow flow) throws IOException {
        Login login = asking(flow, LoginParameters.none().prompt("login"));

        login.succeeds();
        login.fails(400, FailureReason.ID_TOKEN_AUTH_TIME, Misbehaviour.OLD_AUTH_TIME);
        assertUserInfoNotAsked();
    }

    private static LoginParameters everyScope() {
        return LoginParameters.none().scopes("profile", "email", "phone", "address");
    }

    private static void assertClaimsOfEveryScope(Login.Outcome outcome) {
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION).get(0).parameter("scope"))
                .isEqualTo("openid profile email phone address");
        assertThat(Stay.value("claims", outcome.page()))
                .contains(
                        "name=Alice",
                        "birthdate=0000-10-31",
                        "email=alice@example.com",
                        "phone_number=+44 20 1234",
                        "address={locality=Wonderland}");
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withUserInfo")
    void claims_of_profile_email_phone_and_address_come_from_userinfo(Flow flow) throws IOException {
        Login.Outcome outcome = asking(flow, everyScope()).succeeds(Misbehaviour.LEAN_ID_TOKEN);

        assertClaimsOfEveryScope(outcome);
        assertThat(Stay.value("id_token", outcome.page())).hasSizeLessThan(900);
    }

    @ParameterizedTest
    @MethodSource("withoutUserInfo")
    void claims_of_profile_email_phone_and_address_come_in_the_id_token_where_there_is_no_access_token(Flow flow)
            throws IOException {
        assertClaimsOfEveryScope(asking(flow, everyScope()).succeeds());
        assertUserInfoNotAsked();
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withUserInfo")
    void an_essential_claim_of_userinfo_that_is_down_is_the_provider_s_trouble(Flow flow) throws IOException {
        asking(flow, claims(ClaimsRequest.none().essentialInUserInfo("email")))
                .fails(503, FailureReason.PROVIDER_BAD_ANSWER, Misbehaviour.USERINFO_DOWN);
    }
}
