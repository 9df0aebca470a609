package dev.latchkey.authorizationserver;

import static org.springframework.security.oauth2.core.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
import static org.springframework.security.oauth2.core.ClientAuthenticationMethod.CLIENT_SECRET_POST;
import static org.springframework.security.oauth2.core.ClientAuthenticationMethod.NONE;

import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The clients that are registered by hand, and what all clients have. */
@Configuration(proxyBeanMethods = false)
class Clients {
    static final List<String> SCOPES = List.of("openid", "profile", "email");

    @Bean
    RegisteredClientRepository repository() {
        return new InMemoryRegisteredClientRepository(
                client("client1")
                        .clientAuthenticationMethod(CLIENT_SECRET_BASIC)
                        .clientSecret("{noop}secret1-of-client1-0123456789abcdef")
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .scope("read")
                        .build(),
                client("client:special")
                        .clientAuthenticationMethod(CLIENT_SECRET_BASIC)
                        .clientSecret("{noop}z/tZ9+:%& of-client-special-0123456789")
                        .build(),
                client("client-post")
                        .clientAuthenticationMethod(CLIENT_SECRET_POST)
                        .clientSecret("{noop}z/tZ9+:%& of-client-post-0123456789")
                        .build(),
                client("client-public")
                        .clientAuthenticationMethod(NONE)
                        .clientSettings(
                                ClientSettings.builder().requireProofKey(true).build())
                        .build(),
                client("client-consent")
                        .clientAuthenticationMethod(CLIENT_SECRET_BASIC)
                        .clientSecret("{noop}secret-of-client-consent-0123456789")
                        .clientSettings(ClientSettings.builder()
                                .requireAuthorizationConsent(true)
                                .build())
                        .build(),
                client("client-api")
                        .clientAuthenticationMethod(CLIENT_SECRET_BASIC)
                        .clientSecret("{noop}secret-of-client-api-0123456789abcdef")
                        .build(),
                registrar());
    }

    /** Access tokens for a minute; each refresh token is good for one use. */
    static TokenSettings tokens(SignatureAlgorithm idTokenAlgorithm) {
        return TokenSettings.builder()
                .accessTokenTimeToLive(Duration.ofMinutes(1))
                .reuseRefreshTokens(false)
                .idTokenSignatureAlgorithm(idTokenAlgorithm)
                .build();
    }

    private static RegisteredClient.Builder client(String id) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri("http://localhost/redirect_uri")
                .postLogoutRedirectUri("http://localhost/logged_out")
                .scopes(scopes -> scopes.addAll(SCOPES))
                .tokenSettings(tokens(SignatureAlgorithm.RS256));
    }

    /** Its access tokens are initial access tokens. */
    private static RegisteredClient registrar() {
        return RegisteredClient.withId("registrar")
                .clientId("registrar")
                .clientSecret("{noop}registrar")
                .clientAuthenticationMethod(CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("client.create")
                .build();
    }
}
