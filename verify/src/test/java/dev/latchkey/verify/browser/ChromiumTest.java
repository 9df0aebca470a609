package dev.latchkey.verify.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("browser")
class ChromiumTest {
    private static final byte[] PAGE = """
            <!doctype html><title>Hello</title><h1>Hello</h1>
            <form action="/next"><input name="who"><button>Go on</button></form>""".getBytes(UTF_8);

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "c=1; Path=/; HttpOnly; SameSite=Lax");
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void chromium_renders_a_page_keeps_its_cookie_and_submits_its_form() throws IOException {
        try (Chromium chromium = Chromium.start()) {
            chromium.open("http://localhost:" + port() + "/");
            Path screenshot = chromium.screenshot("chromium-hello");
            chromium.type("who", "alice");
            chromium.follow("Go on");

            assertThat(chromium.url()).isEqualTo("http://localhost:" + port() + "/next?who=alice");
            assertThat(chromium.title()).isEqualTo("Hello");
            assertThat(chromium.cookies()).singleElement().satisfies(cookie -> {
                assertThat(cookie.isHttpOnly()).isTrue();
                assertThat(cookie.getSameSite()).isEqualTo("Lax");
            });
            assertThat(Files.size(screenshot)).isPositive();
        }
    }

    @Test
    void chromium_resolves_names_as_it_is_told() throws IOException {
        try (Chromium chromium = Chromium.startResolving("MAP app.example 127.0.0.1")) {
            chromium.open("http://app.example:" + port() + "/");

            assertThat(chromium.text()).contains("Hello");
        }
    }

    private int port() {
        return server.getAddress().getPort();
    }
}
