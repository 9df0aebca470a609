package dev.latchkey.authorizationserver;

import java.util.Objects;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.oidc.OidcClientRegistration;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcClientRegistrationAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcClientRegistrationAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.oidc.converter.OidcClientRegistrationRegisteredClientConverter;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;

/**
 * Clients that register get the scopes of OpenID Connect, no consent page, and ID tokens in the algorithm that they ask
 * for; their keys may be on this machine, without https.
 */
final class Registration implements Converter<OidcClientRegistration, RegisteredClient> {
    private final OidcClientRegistrationRegisteredClientConverter converter =
            new OidcClientRegistrationRegisteredClientConverter();

    static void configure(OidcClientRegistrationAuthenticationProvider provider) {
        provider.setRegisteredClientConverter(new Registration());
        provider.setAuthenticationValidator(OidcClientRegistrationAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR
                .andThen(OidcClientRegistrationAuthenticationValidator.DEFAULT_POST_LOGOUT_REDIRECT_URI_VALIDATOR)
                .andThen(OidcClientRegistrationAuthenticationValidator.SIMPLE_JWK_SET_URI_VALIDATOR)
                .andThen(OidcClientRegistrationAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR));
    }

    @Override
    public RegisteredClient convert(OidcClientRegistration asked) {
        RegisteredClient client = Objects.requireNonNull(converter.convert(asked));
        ClientSettings settings = ClientSettings.withSettings(
                        client.getClientSettings().getSettings())
                .requireAuthorizationConsent(false)
                .build();
        String algorithm = Objects.requireNonNullElse(asked.getIdTokenSignedResponseAlgorithm(), "RS256");
        return RegisteredClient.from(client)
                .scopes(scopes -> scopes.addAll(Clients.SCOPES))
                .clientSettings(settings)
                .tokenSettings(Clients.tokens(Objects.requireNonNull(SignatureAlgorithm.from(algorithm))))
                .build();
    }
}
