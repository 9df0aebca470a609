package dev.latchkey.example.javalin.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.LoginHook.Accepted;
import dev.latchkey.app.LoginHook.Rejected;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SetupsTest {
    private static final String KEY = "4o2mS1nJr0k7yXhQ5cZt8vWbE3pLdUaG";
    private static final String OTHER_KEY = "Hq9TzR6uBv3xN1wKj7sMf5yPc2gLd8eA";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    static Stream<Provider> providers() {
        return Stream.of(
                ProviderSetups.discoveredAndRegisteredByHand(),
                ProviderSetups.discoveredAndRegisteringItself(),
                ProviderSetups.describedAndRegisteredByHand(),
                ProviderSetups.describedAndRegisteringItself(),
                Provider.discover("https://idp.example.com").register(ProviderSetups.registration("token1")),
                Provider.of(ProviderSetups.fromDocument(Map.of(
                                "issuer", "https://idp.example.com",
                                "authorization_endpoint", "https://idp.example.com/authorize",
                                "token_endpoint", "https://idp.example.com/token",
                                "jwks_uri", "https://idp.example.com/jwks")))
                        .publicClient("client1"),
                ProviderSetups.withOptions(),
                ProviderSetups.keycloakInContainers(),
                ProviderSetups.keycloak(),
                ProviderSetups.entra("11111111-1111-1111-1111-111111111111", "secret1"),
                ProviderSetups.okta(),
                ProviderSetups.auth0(),
                ProviderSetups.google());
    }

    @Test
    void every_documented_way_out_is_accepted() {
        assertThatCode(() -> SignOutSetups.everyWayOut(KEY)).doesNotThrowAnyException();
        assertThatCode(() -> SignOutSetups.askedEveryQuarter(KEY)).doesNotThrowAnyException();
        assertThatCode(SignOutSetups::auth0).doesNotThrowAnyException();
    }

    @Test
    void every_documented_store_is_accepted() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:documented;DB_CLOSE_DELAY=-1");
        SignedInUser nobody = new SignedInUser(
                "default",
                "https://idp.example.com",
                "nobody",
                Map.of(),
                List.of(),
                Map.of(),
                SignedInUser.Tokens.NONE,
                Instant.EPOCH,
                Instant.EPOCH);
        RelyingParty oidc = StoreSetups.inADatabase(database, KEY);

        assertThatCode(() -> StoreSetups.signOutEverywhere(oidc, nobody)).doesNotThrowAnyException();
        assertThat(oidc.activeSessions().count()).isZero();
        assertThatCode(() -> StoreSetups.inRedis(KEY)).doesNotThrowAnyException();
        assertThat(StoreSetups.pool().getConnectionTimeout()).isEqualTo(2000);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void every_documented_provider_is_accepted(Provider provider) {
        RelyingParty oidc = RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(KEY)
                .provider("default", provider)
                .build();

        assertThat(oidc.redirectUri()).isEqualTo("https://app.example.com/redirect_uri");
        assertThat(oidc.postLogoutRedirectUri()).isEqualTo("https://app.example.com/logged_out");
    }

    @Test
    void every_documented_relying_party_is_accepted() throws IOException, GeneralSecurityException {
        assertThat(RelyingPartySetups.severalProviders(KEY)).isNotNull();
        assertThat(RelyingPartySetups.sessionsInMemory(KEY)).isNotNull();
        assertThat(RelyingPartySetups.lifetimes(KEY)).isNotNull();
        assertThat(RelyingPartySetups.newKey(KEY, OTHER_KEY)).isNotNull();
        assertThat(RelyingPartySetups.registeringOnce(KEY, directory)).isNotNull();
        assertThat(RelyingPartySetups.keycloakRoles(KEY)).isNotNull();
        assertThat(RelyingPartySetups.ownHttp(KEY, ownHttp())).isNotNull();
        assertThat(OwnPages.relyingParty(KEY)).isNotNull();
    }

    @Test
    void addresses_to_register_follow_base_url_and_paths() {
        assertThat(RelyingPartySetups.behindAProxy(KEY).redirectUri())
                .isEqualTo("https://www.example.com/shop/redirect_uri");
        assertThat(RelyingPartySetups.ownPaths(KEY).redirectUri()).isEqualTo("https://app.example.com/oidc/callback");
        assertThat(RelyingPartySetups.ownPaths(KEY).postLogoutRedirectUri())
                .isEqualTo("https://app.example.com/oidc/logged_out");
    }

    @Test
    void documented_routes_and_path_rules_are_accepted() {
        RelyingParty oidc = RelyingPartySetups.severalProviders(KEY);

        assertThatCode(() -> JavalinRoutes.application(oidc)).doesNotThrowAnyException();
        assertThat(ServletSetup.filter(oidc)).isNotNull();
    }

    @Test
    void login_hook_looks_at_the_verified_address() {
        assertThat(OwnPages.onlyOurCompany(user(Map.of("email", "ada@example.com", "email_verified", true))))
                .isInstanceOf(Accepted.class);
        assertThat(OwnPages.onlyOurCompany(user(Map.of("email", "ada@example.com"))))
                .isInstanceOf(Rejected.class);
        assertThat(OwnPages.onlyOurCompany(user(Map.of("email", "ada@notexample.com", "email_verified", true))))
                .isInstanceOf(Rejected.class);
    }

    private static SignedInUser user(Map<String, Object> claims) {
        return new SignedInUser(
                "default",
                "https://idp.example.com",
                "ada",
                claims,
                List.of(),
                Map.of(),
                SignedInUser.Tokens.NONE,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private HttpSettings ownHttp() throws IOException, GeneralSecurityException {
        Path trustStore = directory.resolve("trust.p12");
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, PASSWORD);
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            empty.store(out, PASSWORD);
        }
        return OwnHttp.settings(trustStore, PASSWORD);
    }
}
