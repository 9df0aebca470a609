package dev.latchkey.authorizationserver;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Starts the server on the port in the first argument, on this machine only. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Security.class, Users.class, Clients.class, SigningKeys.class})
public class AuthorizationServer {
    /** For Spring. */
    public AuthorizationServer() {}

    /** Starts the server; it runs until the process ends. */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(AuthorizationServer.class);
        application.setDefaultProperties(Map.of(
                "server.address", "localhost",
                "server.port", arguments[0],
                "spring.main.banner-mode", "off"));
        application.run();
    }
}
