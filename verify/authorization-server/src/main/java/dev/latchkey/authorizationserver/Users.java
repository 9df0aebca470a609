package dev.latchkey.authorizationserver;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Alice and Bob, whose passwords are their names. */
@Configuration(proxyBeanMethods = false)
class Users {
    private static final List<String> APIS = List.of("https://orders.example.com", "https://stock.example.com");

    private static final Map<String, Map<String, Object>> CLAIMS = Map.of(
            "alice", Map.of("name", "Alice Adams", "email", "alice@example.com", "email_verified", true),
            "bob", Map.of("name", "Bob Brown", "email", "bob@example.com", "email_verified", false));

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(CLAIMS.keySet().stream()
                .map(name -> User.withUsername(name)
                        .password("{noop}" + name)
                        .roles("USER")
                        .build())
                .toList());
    }

    /**
     * UserInfo has those of these claims that the scopes ask for; access tokens that may read are for the APIs, and say so.
     */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
                Map<String, Object> claims =
                        Objects.requireNonNull(CLAIMS.get(context.getPrincipal().getName()));
                claims.forEach(context.getClaims()::claim);
            } else if (context.getAuthorizedScopes().contains("read")) {
                context.getClaims().audience(APIS);
            }
        };
    }
}
