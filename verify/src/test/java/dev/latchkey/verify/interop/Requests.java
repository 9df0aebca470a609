package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.RequestObject;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.config.UserInfoRequest;
import dev.latchkey.testing.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What an authorization request asks for, and how it travels. */
final class Requests {
    private static final String RESOURCE = "https://api.example.com/orders";

    private Requests() {}

    /** The request is a JWT in the URL. */
    static Scenario byValue(String algorithm) {
        return journey -> {
            journey.asking(settings -> settings.requestObject(RequestObject.byValue(algorithm)))
                    .signIn();

            assertThat(journey.request()).doesNotContainKeys("state", "nonce");
            assertThat(Messages.header(journey.request().get("request"))).containsEntry("alg", algorithm);
        };
    }

    /** The request is a JWT that the provider fetches from the application. */
    static Scenario byReference(String algorithm) {
        return journey -> {
            journey.asking(settings -> settings.requestObject(RequestObject.byReference(algorithm)))
                    .signIn();

            assertThat(journey.request()).containsKey("request_uri").doesNotContainKeys("request", "state", "nonce");
        };
    }

    private static Journey asking(Journey journey, LoginParameters parameters) {
        return journey.as(TestClient.BASIC).asking(settings -> settings.parameters(parameters));
    }

    /** The provider says when the user signed in. */
    static void maxAge(Journey journey) throws IOException {
        asking(journey, LoginParameters.none().maxAge(Duration.ofMinutes(5))).signIn();

        assertThat(journey.request()).containsEntry("max_age", "300");
        assertThat(Messages.claims(journey.idToken())).containsKey("auth_time");
    }

    /** A user whose sign-in is too old has to sign in again. */
    static void maxAgeIsOver(Journey journey) throws IOException {
        journey.as(TestClient.BASIC).signIn();
        try (Journey strict = asking(journey.onwards(), LoginParameters.none().maxAge(Duration.ZERO))) {
            assertThat(strict.provider().asksForCredentials(strict.open("/me"))).isTrue();
        }
    }

    /** A user who is signed in at the provider has to sign in again. */
    static void promptLogin(Journey journey) throws IOException {
        journey.as(TestClient.BASIC).signIn();
        try (Journey strict = asking(journey.onwards(), LoginParameters.none().prompt("login"))) {
            assertThat(strict.provider().asksForCredentials(strict.open("/me"))).isTrue();
        }
    }

    /** {@code prompt=login} is obeyed, and the new {@code auth_time} passes the check. */
    static void promptLoginIsChecked(Journey journey) throws IOException {
        asking(journey, LoginParameters.none().prompt("login")).signIn();

        assertThat(journey.request()).containsEntry("prompt", "login");
    }

    /** {@code prompt=none} signs nobody in whom the provider does not know, and the others without a question. */
    static void promptNone(Journey journey) throws IOException {
        LoginParameters silent = LoginParameters.none().prompt("none");
        Page refused = asking(journey, silent).open("/me");
        assertThat(refused.body()).contains("error=login_required<", "reason=authorization_error<");

        try (Journey visible = journey.onwards().as(TestClient.BASIC);
                Journey again = asking(journey.onwards(), silent)) {
            visible.signIn();
            assertThat(again.open("/me").body()).contains("name=Bob Brown<");
        }
    }

    /** The user whom an earlier ID token names signs in again. */
    static void idTokenHint(Journey journey) throws IOException {
        journey.as(TestClient.BASIC).signIn();
        LoginParameters hint = LoginParameters.none().idTokenHint(journey.idToken());
        try (Journey again = asking(journey.onwards(), hint)) {
            assertThat(again.open("/me").body()).contains("name=Bob Brown<");
            assertThat(again.request()).containsEntry("id_token_hint", journey.idToken());
        }
    }

    /** Hints and free parameters disturb nobody. */
    static void hints(Journey journey) throws IOException {
        LoginParameters hints = LoginParameters.none()
                .loginHint("bob@example.com")
                .uiLocales("en", "de")
                .parameter("x_free", "a b&c=d");
        asking(journey, hints).signIn();

        assertThat(journey.request())
                .containsAllEntriesOf(
                        Map.of("login_hint", "bob@example.com", "ui_locales", "en de", "x_free", "a b&c=d"));
    }

    /** The provider vouches for the authentication context that was asked for. */
    static void acrMet(Journey journey) throws IOException {
        String acr = journey.provider().acr();
        asking(journey, LoginParameters.none().acrValues(acr)).signIn();

        assertThat(Messages.claims(journey.idToken())).containsEntry("acr", acr);
    }

    /** The provider signs the user in, but in another context than was asked for. */
    static void acrNotMet(Journey journey) throws IOException {
        Page page = asking(journey, LoginParameters.none().acrValues("urn:example:retina"))
                .open("/me");

        assertThat(journey.signIn(page).body()).contains("reason=acr_not_met<");
    }

    /** An essential claim of the {@code claims} parameter comes in the ID token. */
    static void claims(Journey journey) throws IOException {
        ClaimsRequest claims = ClaimsRequest.none().essentialInIdToken("email");
        asking(journey, LoginParameters.none().claims(claims)).signIn();

        assertThat(journey.request()).containsEntry("claims", claims.json());
        assertThat(Messages.claims(journey.idToken())).containsEntry("email", "bob@example.com");
    }

    /** An essential claim that does not come fails the login. */
    static void essentialClaimMissing(Journey journey) throws IOException {
        ClaimsRequest claims = ClaimsRequest.none().essentialInIdToken("blood_group");
        Page page = asking(journey, LoginParameters.none().claims(claims)).open("/me");

        assertThat(journey.signIn(page).body()).contains("reason=essential_claim_missing<");
    }

    /** The access token is for a resource of its own (RFC 8707). */
    static void resource(Journey journey) throws IOException {
        LoginParameters parameters = LoginParameters.none().resource(RESOURCE);
        journey.as(TestClient.BASIC)
                .asking(settings -> settings.parameters(parameters).userInfo(UserInfoMode.NEVER));
        journey.signIn(journey.open("/me"));

        Object accessToken = Messages.json(journey.tokenCall().answer().text()).get("access_token");
        assertThat(Messages.claims(String.valueOf(accessToken)).get("aud")).isEqualTo(RESOURCE);
    }

    /** The access token goes to UserInfo in the body of a POST request. */
    static void userInfoByPost(Journey journey) throws IOException {
        journey.as(TestClient.BASIC)
                .asking(settings -> settings.userInfo(UserInfoMode.ALWAYS).userInfoRequest(UserInfoRequest.BODY))
                .signIn();

        assertThat(journey.userInfo().call().method()).isEqualTo("POST");
    }

    /** A portal sends the user to the application to sign in. */
    static void thirdPartyLogin(Journey journey) throws IOException {
        journey.as(TestClient.BASIC).building(builder -> builder.thirdPartyLogin());
        String initiate = journey.application().relyingParty().initiateLoginUri();
        Map<String, String> wish = Map.of("iss", journey.provider().issuer(), "target_link_uri", journey.url("/me"));
        Page form = journey.browser().post(initiate, wish);

        assertThat(journey.signIn(form).url()).isEqualTo(journey.url("/me"));
    }
}
