package dev.latchkey.benchmarks.sidebyside.spring;

import java.io.IOException;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Boot behind Spring Security's login, with sessions of the server. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Greeting.class)
public class SecuritySpring {
    private static final String CLIENT = "spring.security.oauth2.client.";

    /** The application. */
    public SecuritySpring() {}

    /** Port and issuer. */
    public static void main(String[] arguments) throws IOException {
        SpringServer.run(
                SecuritySpring.class,
                Integer.parseInt(arguments[0]),
                Map.of(
                        CLIENT + "registration.default.client-id",
                        "client1",
                        CLIENT + "registration.default.client-secret",
                        "secret1",
                        CLIENT + "registration.default.scope",
                        "openid,profile,email",
                        CLIENT + "provider.default.issuer-uri",
                        arguments[1]));
    }

    /** Everything asks for a login. */
    @Bean
    SecurityFilterChain security(HttpSecurity http) {
        OidcUserService users = new OidcUserService();
        users.setRetrieveUserInfo(request -> false);
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2Login(login -> login.userInfoEndpoint(userInfo -> userInfo.oidcUserService(users)))
                .oauth2Client(Customizer.withDefaults())
                .build();
    }
}
