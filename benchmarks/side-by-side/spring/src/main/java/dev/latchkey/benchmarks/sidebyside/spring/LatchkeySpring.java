package dev.latchkey.benchmarks.sidebyside.spring;

import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.Access;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.store.SessionStore;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** Spring Boot behind Latchkey. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Greeting.class)
public class LatchkeySpring {
    /** A cookie is written anew every tenth of it: not while it is measured. */
    private static final Duration IDLE_TIMEOUT = Duration.ofHours(10);

    private static final String SECRET_KEY = "kS3pGb0qT1vW8xZ5aC7dE9fH2jL4mN6r";

    /** The application. */
    public LatchkeySpring() {}

    /** Port, issuer and what it is. */
    public static void main(String[] arguments) throws IOException {
        SpringServer.run(
                LatchkeySpring.class,
                Integer.parseInt(arguments[0]),
                Map.of(
                        "oidc.base-url",
                        "http://localhost:" + arguments[0],
                        "oidc.issuer",
                        arguments[1],
                        "oidc.subject",
                        arguments[2]));
    }

    /** The relying party. */
    @Bean
    RelyingParty oidc(
            @Value("${oidc.base-url}") String baseUrl,
            @Value("${oidc.issuer}") String issuer,
            @Value("${oidc.subject}") String subject) {
        Provider provider =
                Provider.discover(issuer).client("client1", "secret1").userInfo(UserInfoMode.NEVER);
        RelyingPartyBuilder builder = RelyingParty.builder()
                .idleTimeout(IDLE_TIMEOUT)
                .baseUrl(baseUrl)
                .secretKey(SECRET_KEY);
        return switch (subject) {
            case "latchkey-memory" ->
                builder.sessions(SessionStore.inMemory())
                        .provider("default", provider)
                        .build();
            case "latchkey-cookie" ->
                builder.sessions(SessionStore.cookie())
                        .provider("default", provider)
                        .build();
            case "latchkey-bearer" ->
                builder.provider("default", provider.acceptAccessTokens(AccessTokens.jwt("https://api.example.com")))
                        .build();
            default -> throw new IllegalArgumentException(subject);
        };
    }

    /** The filter, before all others. */
    @Bean
    FilterRegistrationBean<OidcFilter> login(RelyingParty oidc, @Value("${oidc.subject}") String subject) {
        Access access = subject.equals("latchkey-bearer") ? Access.bearer() : Access.signedIn();
        FilterRegistrationBean<OidcFilter> registration =
                new FilterRegistrationBean<>(OidcFilter.of(oidc).otherwise(access));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }
}
