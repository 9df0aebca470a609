package dev.latchkey.authorizationserver;

import java.net.URI;
import java.util.Set;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationValidator;

/** The applications under test listen on any free port, so a registered URI without a port means any port. */
final class AnyPort {
    private AnyPort() {}

    static void configure(OAuth2AuthorizationCodeRequestAuthenticationProvider provider) {
        provider.setAuthenticationValidator(AnyPort::check);
    }

    static void configure(OidcLogoutAuthenticationProvider provider) {
        provider.setAuthenticationValidator(AnyPort::check);
    }

    private static void check(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        if (!isOneOf(context.getRegisteredClient().getRedirectUris(), request.getRedirectUri())) {
            OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR.accept(context);
        }
        OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR.accept(context);
    }

    private static void check(OidcLogoutAuthenticationContext context) {
        OidcLogoutAuthenticationToken request = context.getAuthentication();
        if (!isOneOf(context.getRegisteredClient().getPostLogoutRedirectUris(), request.getPostLogoutRedirectUri())) {
            OidcLogoutAuthenticationValidator.DEFAULT_POST_LOGOUT_REDIRECT_URI_VALIDATOR.accept(context);
        }
    }

    private static boolean isOneOf(Set<String> registered, String uri) {
        return uri != null
                && registered.contains("http://localhost" + URI.create(uri).getRawPath());
    }
}
