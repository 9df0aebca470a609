package dev.latchkey.servlet.container;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** The servlet containers. */
public enum Container {
    /** Eclipse Jetty with Jakarta EE 10. */
    JETTY,
    /** Apache Tomcat, of the version on the class path. */
    TOMCAT,
    /** Undertow. */
    UNDERTOW;

    /** Those that the property {@code latchkey.containers} names; all without it. */
    public static List<Container> underTest() {
        String names = System.getProperty("latchkey.containers");
        return names == null
                ? List.of(values())
                : Arrays.stream(names.split(",")).map(Container::valueOf).toList();
    }

    /** Starts the application on a free port of the loopback interface. */
    public RunningServer start(IntFunction<WebApp> applicationAtPort) {
        try {
            return switch (this) {
                case JETTY -> JettyServer.start(applicationAtPort);
                case TOMCAT -> TomcatServer.start(applicationAtPort);
                case UNDERTOW -> UndertowServer.start(applicationAtPort);
            };
        } catch (Exception e) {
            throw new IllegalStateException(this + " does not start: " + e, e);
        }
    }
}
