package dev.latchkey.benchmarks.sidebyside.spring;

import dev.latchkey.benchmarks.sidebyside.control.Control;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;

/** Runs an application on loopback. */
final class SpringServer {
    private SpringServer() {}

    static void run(Class<?> application, int port, Map<String, Object> settings) throws IOException {
        Control control = Control.open();
        Map<String, Object> all = new HashMap<>(settings);
        all.put("server.address", "127.0.0.1");
        all.put("server.port", port);
        all.put("spring.main.banner-mode", "off");
        all.put("logging.level.root", "warn");
        SpringApplication spring = new SpringApplication(application);
        spring.setDefaultProperties(all);
        spring.run();
        control.listening(port);
    }
}
