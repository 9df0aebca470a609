package dev.latchkey.authorizationserver;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcClientRegistrationAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The protocol's endpoints, and the form for user name and password. */
@Configuration(proxyBeanMethods = false)
class Security {
    /** A question that may not be asked is answered by the authorization endpoint, and not by the form. */
    private static final RequestMatcher ASKS_NOTHING = request -> "none".equals(request.getParameter("prompt"));

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) throws Exception {
        DefaultBearerTokenResolver bearer = new DefaultBearerTokenResolver();
        bearer.setAllowFormEncodedBodyParameter(true);
        return http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    configure(server);
                })
                .authorizeHttpRequests(requests -> requests.requestMatchers(ASKS_NOTHING)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(
                        resource -> resource.bearerTokenResolver(bearer).jwt(Customizer.withDefaults()))
                .exceptionHandling(exceptions -> exceptions.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain form(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .build();
    }

    private static void configure(OAuth2AuthorizationServerConfigurer server) {
        server.authorizationEndpoint(endpoint ->
                        endpoint.authenticationProviders(providers -> providers.forEach(Security::configure)))
                .oidc(oidc -> oidc.providerConfigurationEndpoint(endpoint -> endpoint.providerConfigurationCustomizer(
                                metadata -> metadata.idTokenSigningAlgorithms(SigningKeys::addAlgorithms)))
                        .logoutEndpoint(endpoint ->
                                endpoint.authenticationProviders(providers -> providers.forEach(Security::configure)))
                        .clientRegistrationEndpoint(endpoint ->
                                endpoint.authenticationProviders(providers -> providers.forEach(Security::configure))));
    }

    private static void configure(AuthenticationProvider provider) {
        if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider authorization) {
            AnyPort.configure(authorization);
        } else if (provider instanceof OidcLogoutAuthenticationProvider logout) {
            AnyPort.configure(logout);
        } else if (provider instanceof OidcClientRegistrationAuthenticationProvider registration) {
            Registration.configure(registration);
        }
    }
}
