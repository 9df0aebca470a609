package dev.latchkey.benchmarks.sidebyside.spring;

import java.io.IOException;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Spring Boot, unprotected. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Greeting.class)
public class BareSpring {
    /** The application. */
    public BareSpring() {}

    /** Its port. */
    public static void main(String[] arguments) throws IOException {
        SpringServer.run(BareSpring.class, Integer.parseInt(arguments[0]), Map.of());
    }
}
