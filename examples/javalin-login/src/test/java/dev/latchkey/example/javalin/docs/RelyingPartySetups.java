package dev.latchkey.example.javalin.docs;

import dev.latchkey.RelyingParty;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.store.SessionStore;
import java.nio.file.Path;
import java.time.Duration;

/** Relying parties as the documentation sets them up. */
final class RelyingPartySetups {
    private RelyingPartySetups() {}

    static RelyingParty severalProviders(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .provider(
                        "company", Provider.discover("https://sso.example.com").client("client1", "secret1"))
                .provider(
                        "customers", Provider.discover("https://id.example.org").client("client2", "secret2"))
                .build();
    }

    static RelyingParty behindAProxy(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://www.example.com/shop")
                .secretKey(secretKey)
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
    }

    static RelyingParty sessionsInMemory(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .sessions(SessionStore.inMemory())
                .refreshAccessTokens()
                .provider(
                        "default",
                        Provider.discover("https://idp.example.com")
                                .scopes("profile", "email", "offline_access")
                                .client("client1", "secret1"))
                .build();
    }

    static RelyingParty lifetimes(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .permanentSession(false)
                .permanentSessionLifetime(Duration.ofHours(8))
                .idleTimeout(Duration.ofMinutes(15))
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
    }

    static RelyingParty newKey(String oldKey, String newKey) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(newKey, oldKey)
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
    }

    static RelyingParty registeringOnce(String secretKey, Path directory) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .registrationFile(directory.resolve("registration.json"))
                .provider(
                        "default",
                        Provider.discover("https://idp.example.com").register(ClientMetadata.named("My application")))
                .build();
    }

    static RelyingParty ownPaths(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .redirectPath("/oidc/callback")
                .loginPath("/oidc/login")
                .logoutPath("/oidc/logout")
                .loggedOutPath("/oidc/logged_out")
                .afterLogout("/goodbye")
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
    }

    static RelyingParty ownHttp(String secretKey, HttpSettings http) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .http(http)
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
    }

    static RelyingParty keycloakRoles(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .rolesClaim("realm_access.roles")
                .provider("default", ProviderSetups.keycloak())
                .build();
    }
}
