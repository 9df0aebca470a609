package dev.latchkey;

import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientCredentials;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.store.NewSession;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.StoredSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong setting fails when the object is built, with a message that names it and shows how it should look. */
class RelyingPartyBuilderTest {
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final Provider IDP = Provider.discover("https://idp.example.com");

    /** A setting that is refused. */
    record Wrong(
            String title, UnaryOperator<RelyingPartyBuilder> change, String setting, String problem, String example) {
        @Override
        public String toString() {
            return title;
        }
    }

    static RelyingPartyBuilder usual() {
        return withoutProvider().provider("default", IDP.client("client1", "secret1"));
    }

    static RelyingPartyBuilder withoutProvider() {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(SECRET)
                .transport(new FakeProvider());
    }

    static Stream<Wrong> wrong_settings() {
        return Stream.of(baseUrls(), secretKeys(), providers(), paths(), durations(), contradictions(), waysOut())
                .flatMap(List::stream);
    }

    private static List<Wrong> waysOut() {
        Provider byForm = IDP.client("client1", "secret1").responseMode(ResponseMode.FORM_POST);
        return List.of(
                new Wrong(
                        "cross-site cookie on http",
                        b -> b.baseUrl("http://localhost:8080").allowCrossSiteSessionCookie(),
                        "allowCrossSiteSessionCookie",
                        "needs https",
                        "an https baseUrl"),
                new Wrong(
                        "no interval",
                        b -> b.sessionRefreshInterval(Duration.ZERO),
                        "sessionRefreshInterval",
                        "is PT0S",
                        "Duration.ofMinutes(15)"),
                new Wrong(
                        "interval and form_post",
                        b -> b.sessionRefreshInterval(Duration.ofMinutes(15)).provider("form", byForm),
                        "sessionRefreshInterval",
                        "does not work with form_post",
                        "another response mode"),
                new Wrong(
                        "session management and form_post",
                        b -> b.sessionManagement().provider("form", byForm),
                        "sessionManagement",
                        "does not work with form_post",
                        "allowCrossSiteSessionCookie()"),
                new Wrong(
                        "two stores",
                        b -> b.sessions(SessionStore.cookie()).backchannelLogout(SessionStore.inMemory()),
                        "backchannelLogout",
                        "names the session store, and so does sessions(...)",
                        "one of the two"),
                new Wrong(
                        "end session template",
                        b -> b.provider("x", IDP.endSessionUrl("https://idp.example.com/out?x={secret}")),
                        "endSessionUrl",
                        "{secret}",
                        "{post_logout_redirect_uri}"),
                new Wrong(
                        "end session template on http",
                        b -> b.provider("x", IDP.endSessionUrl("http://idp.example.com/out")),
                        "endSessionUrl",
                        "http://idp.example.com/out",
                        "an https URL"));
    }

    private static List<Wrong> baseUrls() {
        String example = "\"https://app.example.com\"";
        return List.of(
                new Wrong("baseUrl missing", b -> b.baseUrl(null), "baseUrl", "is missing", example),
                new Wrong("baseUrl blank", b -> b.baseUrl(" "), "baseUrl", "is missing", example),
                new Wrong("baseUrl no URL", b -> b.baseUrl("https://a b"), "baseUrl", "is not a URL", example),
                new Wrong("baseUrl relative", b -> b.baseUrl("/app"), "baseUrl", "absolute", example),
                new Wrong("baseUrl without host", b -> b.baseUrl("https:///x"), "baseUrl", "URL", example),
                new Wrong("baseUrl a host", b -> b.baseUrl("app.example.com"), "baseUrl", "absolute", example),
                new Wrong("baseUrl http", b -> b.baseUrl("http://app.example.com"), "baseUrl", "https", example),
                new Wrong("baseUrl ftp", b -> b.baseUrl("ftp://localhost"), "baseUrl", "https", example),
                new Wrong("baseUrl query", b -> b.baseUrl("https://a.example?x=1"), "baseUrl", "a query", example),
                new Wrong("baseUrl fragment", b -> b.baseUrl("https://a.example/#x"), "baseUrl", "fragment", example),
                new Wrong("baseUrl user", b -> b.baseUrl("https://u:p@a.example"), "baseUrl", "a user", example));
    }

    private static List<Wrong> secretKeys() {
        String example = "openssl rand -base64 32";
        return List.of(
                new Wrong("secretKey missing", b -> b.secretKey(null), "secretKey", "is missing", example),
                new Wrong("secretKey empty", b -> b.secretKey(""), "secretKey", "is missing", example),
                new Wrong("secretKey short", b -> b.secretKey("short"), "secretKey", "has 5 characters", example),
                new Wrong("secretKey simple", b -> b.secretKey("a".repeat(64)), "secretKey", "is not random", example),
                new Wrong("old key null", b -> b.secretKey(SECRET, (String) null), "secretKey", "is missing", example),
                new Wrong("old key short", b -> b.secretKey(SECRET, "old"), "secretKey", "has 3 characters", example));
    }

    private static List<Wrong> providers() {
        return List.of(
                new Wrong("provider missing", b -> withoutProvider(), "provider", "is missing", "Provider.discover("),
                new Wrong(
                        "provider no client", b -> b.provider("x", IDP), "provider", "no client", "client(\"client1\""),
                new Wrong(
                        "provider two clients",
                        b -> b.provider("x", IDP.publicClient("c").register(ClientMetadata.named("App"))),
                        "provider",
                        "both",
                        "one of the two"),
                new Wrong("provider twice", b -> b.provider("default", IDP), "provider", "set twice", "different name"),
                new Wrong("provider unnamed", b -> b.provider("", IDP), "provider", "is named \"\"", "\"default\""),
                new Wrong("provider odd name", b -> b.provider("a<b", IDP), "provider", "is named", "\"default\""),
                new Wrong(
                        "a secret method without a secret",
                        b -> b.provider(
                                "x",
                                IDP.publicClient("c").clientAuthentication(ClientAuthentication.clientSecretPost())),
                        "clientAuthentication",
                        "client_secret_post",
                        "ClientAuthentication.none()"));
    }

    private static List<Wrong> paths() {
        String paths = "redirectPath, loginPath, logoutPath, loggedOutPath";
        String example = "\"/redirect_uri\"";
        return List.of(
                new Wrong("redirectPath relative", b -> b.redirectPath("cb"), paths, "\"cb\"", example),
                new Wrong("redirectPath empty", b -> b.redirectPath(""), paths, "\"\"", example),
                new Wrong("redirectPath root", b -> b.redirectPath("/"), paths, "\"/\"", example),
                new Wrong("redirectPath query", b -> b.redirectPath("/cb?x"), paths, "\"/cb?x\"", example),
                new Wrong("loginPath a URL", b -> b.loginPath("https://x"), paths, "\"https://x\"", example),
                new Wrong("logoutPath another host", b -> b.logoutPath("//x"), paths, "\"//x\"", example),
                new Wrong("loggedOutPath escaped", b -> b.loggedOutPath("/%2f"), paths, "\"/%2f\"", example),
                new Wrong("two paths the same", b -> b.loginPath("/logout"), paths, "\"/logout\"", example),
                new Wrong("afterLogout away", b -> b.afterLogout("//x"), "afterLogout", "\"//x\"", "\"/\""));
    }

    private static List<Wrong> durations() {
        Duration max = Duration.ofDays(400);
        String lifetime = "permanentSessionLifetime";
        String hours = "Duration.ofHours(12)";
        String skew = "Duration.ofSeconds(60)";
        return List.of(
                new Wrong("lifetime 0", b -> b.permanentSessionLifetime(Duration.ZERO), lifetime, "PT0S", hours),
                new Wrong("lifetime long", b -> b.permanentSessionLifetime(max.plusSeconds(1)), lifetime, "PT9", hours),
                new Wrong("lifetime -1", b -> b.permanentSessionLifetime(max.negated()), lifetime, "PT-9", hours),
                new Wrong("idle 0", b -> b.idleTimeout(Duration.ZERO), "idleTimeout", "PT0S", "Duration.ofMinutes(30)"),
                new Wrong(
                        "idle endless",
                        b -> b.idleTimeout(Duration.ofSeconds(Long.MAX_VALUE)),
                        "idleTimeout",
                        "PT25",
                        "Duration.ofMinutes(30)"),
                new Wrong("skew negative", b -> b.clockSkew(Duration.ofSeconds(-1)), "clockSkew", "PT-1S", skew),
                new Wrong("skew of an hour", b -> b.clockSkew(Duration.ofHours(1)), "clockSkew", "PT1H", skew));
    }

    private static List<Wrong> contradictions() {
        return List.of(
                new Wrong(
                        "refresh with cookies",
                        b -> b.refreshAccessTokens(),
                        "refreshAccessTokens",
                        "session store on the server",
                        "sessions(SessionStore.inMemory())"),
                new Wrong(
                        "refresh with a store that cannot keep leases",
                        b -> b.sessions(new SessionsAlone()).refreshAccessTokens(),
                        "refreshAccessTokens",
                        "agree on who refreshes",
                        "shared(SharedValues.inMemory("),
                new Wrong(
                        "registration file in no directory",
                        b -> b.registrationFile(Path.of("no", "such", "directory", "file.json")),
                        "registrationFile",
                        "directory",
                        "Path.of("));
    }

    @ParameterizedTest
    @MethodSource("wrong_settings")
    void a_wrong_setting_is_named_with_an_example(Wrong wrong) {
        assertNamed(wrong);
    }

    static void assertNamed(Wrong wrong) {
        assertThat(Refusal.of(
                        SETTING_INVALID, () -> wrong.change().apply(usual()).build()))
                .hasMessageStartingWith("Setting '" + wrong.setting() + "'")
                .hasMessageContaining(wrong.problem())
                .hasMessageContaining("Expected: ")
                .hasMessageContaining(wrong.example())
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void the_four_combinations_and_several_providers_are_accepted_without_a_call() {
        FakeProvider network = new FakeProvider();
        ProviderMetadata metadata = Relationships.metadata().registrationEndpoint("https://idp.example.com/register");
        ClientCredentials client = new ClientCredentials("client1", "secret1");
        RelyingParty party = withoutProvider()
                .transport(network)
                .provider("a", Provider.of(metadata).client(client))
                .provider("b", Provider.of(metadata).register(ClientMetadata.named("App")))
                .provider("c", IDP.client(client))
                .provider("d", IDP.register(ClientMetadata.named("App")))
                .sessions(SessionStore.inMemory())
                .refreshAccessTokens()
                .build();

        party.check(Access.signedIn("a"));
        assertThat(network.calls()).isEmpty();
        assertThat(party.redirectUri()).isEqualTo("https://app.example.com/redirect_uri");
        assertThat(party.postLogoutRedirectUri()).isEqualTo("https://app.example.com/logged_out");
        assertThat(party).hasToString("RelyingParty[https://app.example.com]");
        assertThat(Refusal.of(SETTING_INVALID, () -> party.check(Access.signedIn("e"))))
                .hasMessageContaining("\"e\"")
                .hasMessageContaining("[a, b, c, d]");
    }

    /** A store of somebody's own that keeps sessions and nothing else. */
    private static final class SessionsAlone implements ServerSessionStore {
        @Override
        public @Nullable StoredSession find(String key) {
            return null;
        }

        @Override
        public boolean create(NewSession session) {
            return true;
        }

        @Override
        public boolean replaceIfVersion(StoredSession session, long version) {
            return false;
        }

        @Override
        public void end(String key) {}
    }
}
