package dev.latchkey.benchmarks.sidebyside.spring;

import java.io.IOException;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Boot behind Spring Security's resource server, for access tokens by RFC 9068. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Greeting.class)
public class JwtSpring {
    /** The application. */
    public JwtSpring() {}

    /** Port and issuer. */
    public static void main(String[] arguments) throws IOException {
        SpringServer.run(JwtSpring.class, Integer.parseInt(arguments[0]), Map.of("oidc.issuer", arguments[1]));
    }

    /** Everything asks for a token. */
    @Bean
    SecurityFilterChain security(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .build();
    }

    /** Checks what Latchkey checks. */
    @Bean
    JwtDecoder decoder(@Value("${oidc.issuer}") String issuer) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withIssuerLocation(issuer).validateType(false).build();
        decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
                .issuer(issuer)
                .audience("https://api.example.com")
                .clientId("client1")
                .build());
        return decoder;
    }
}
