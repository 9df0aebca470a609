package dev.latchkey.example.spring;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.config.Provider;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** The application; its settings are in {@code application.properties}. */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringLogin {
    /** The application. */
    public SpringLogin() {}

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(SpringLogin.class, args);
    }

    /** The relying party. */
    @Bean
    RelyingParty oidc(
            @Value("${oidc.base-url}") String baseUrl,
            @Value("${oidc.secret-key}") String secretKey,
            @Value("${oidc.issuer}") String issuer,
            @Value("${oidc.client-id}") String clientId,
            @Value("${oidc.client-secret}") String clientSecret) {
        return RelyingParty.builder()
                .baseUrl(baseUrl)
                .secretKey(secretKey)
                .provider("default", Provider.discover(issuer).client(clientId, clientSecret))
                .build();
    }

    /** The filter, before all others. */
    @Bean
    FilterRegistrationBean<OidcFilter> login(RelyingParty oidc) {
        FilterRegistrationBean<OidcFilter> registration =
                new FilterRegistrationBean<>(OidcFilter.of(oidc).open("/").otherwise(Access.signedIn()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }
}
