package dev.latchkey.example.javalin.docs;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.config.Weakening;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Providers as the documentation sets them up. */
final class ProviderSetups {
    private ProviderSetups() {}

    static Provider discoveredAndRegisteredByHand() {
        return Provider.discover("https://idp.example.com").client("client1", "secret1");
    }

    static Provider discoveredAndRegisteringItself() {
        return Provider.discover("https://idp.example.com").register(ClientMetadata.named("My application"));
    }

    static Provider describedAndRegisteredByHand() {
        return Provider.of(idp()).client("client1", "secret1");
    }

    static Provider describedAndRegisteringItself() {
        return Provider.of(idp().registrationEndpoint("https://idp.example.com/register"))
                .register(ClientMetadata.named("My application"));
    }

    static ProviderMetadata idp() {
        return ProviderMetadata.of(
                        "https://idp.example.com",
                        "https://idp.example.com/authorize",
                        "https://idp.example.com/token",
                        "https://idp.example.com/jwks")
                .userinfoEndpoint("https://idp.example.com/userinfo")
                .endSessionEndpoint("https://idp.example.com/end_session");
    }

    static ProviderMetadata fromDocument(Map<String, Object> document) {
        return ProviderMetadata.of(document);
    }

    static ClientMetadata registration(String initialAccessToken) {
        return ClientMetadata.named("My application")
                .with("contacts", List.of("team@example.com"))
                .initialAccessToken(initialAccessToken);
    }

    static Provider withOptions() {
        return Provider.discover("https://idp.example.com")
                .client("client1", "secret1")
                .clientAuthentication(ClientAuthentication.clientSecretPost())
                .idTokenSigningAlgorithm("ES256")
                .scopes("profile", "email", "phone")
                .authorizationParameter("ui_locales", "de")
                .maxAge(Duration.ofHours(8))
                .trustAudience("shared-api")
                .userInfo(UserInfoMode.NEVER);
    }

    static Provider keycloakInContainers() {
        String inside = "http://keycloak:8080/realms/main";
        return Provider.discover("http://localhost:8180/realms/main")
                .discoveryUrl(inside + "/.well-known/openid-configuration")
                .adjustMetadata(metadata -> metadata.tokenEndpoint(inside + "/protocol/openid-connect/token")
                        .jwksUri(inside + "/protocol/openid-connect/certs")
                        .userinfoEndpoint(inside + "/protocol/openid-connect/userinfo"))
                .weaken(Weakening.PLAIN_HTTP_TO_THE_PROVIDER)
                .client("client1", "secret1");
    }

    static Provider keycloak() {
        return Provider.discover("https://sso.example.com/realms/main").client("my-app", "secret1");
    }

    static Provider entra(String tenant, String clientSecret) {
        return Provider.discover("https://login.microsoftonline.com/" + tenant + "/v2.0")
                .client("00000000-0000-0000-0000-000000000000", clientSecret)
                .userInfo(UserInfoMode.NEVER);
    }

    static Provider okta() {
        return Provider.discover("https://example.okta.com/oauth2/default").client("client1", "secret1");
    }

    static Provider auth0() {
        return Provider.discover("https://example.eu.auth0.com/").client("client1", "secret1");
    }

    static Provider google() {
        return Provider.discover("https://accounts.google.com")
                .client("client1.apps.googleusercontent.com", "secret1")
                .authorizationParameter("prompt", "select_account");
    }
}
