package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.servlet.container.Container;
import jakarta.servlet.Servlet;
import java.util.List;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Test;

/** The tests run twice; this one makes sure that the second run is not the first again. */
final class ClassPathTest {
    private static final boolean IS_TOMCAT_11 =
            System.getProperty("latchkey.servlet-api", "").equals("6.1");

    @Test
    void the_servlet_api_is_the_one_under_test() {
        String source = Servlet.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();

        assertThat(source).contains(IS_TOMCAT_11 ? "tomcat-embed-core-11." : "servlet-api-6.0.0");
    }

    @Test
    void tomcat_is_the_one_under_test() {
        assertThat(ServerInfo.getServerNumber()).startsWith(IS_TOMCAT_11 ? "11.0." : "10.1.");
        assertThat(Container.underTest())
                .isEqualTo(IS_TOMCAT_11 ? List.of(Container.TOMCAT) : List.of(Container.values()));
    }
}
