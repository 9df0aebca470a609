package dev.latchkey.verify.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.javalin.AccessRole;
import dev.latchkey.javalin.OidcPlugin;
import dev.latchkey.javalin.SignedInUsers;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Pause;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.MovableClock;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A server with a virtual thread for each request. */
@EnabledForJreRange(min = JRE.JAVA_21)
class JavalinOnVirtualThreadsTest {
    private static final int CROWD = 500;

    private final MovableClock clock = new MovableClock();
    private final TestProvider provider = TestProvider.builder()
            .clock(clock)
            .accessTokenLifetime(Duration.ofMinutes(5))
            .start();
    private final TestBrowser browser = new TestBrowser(clock);
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Thread> arrived = new LinkedBlockingQueue<>();
    private final String baseUrl = "http://localhost:" + freePort();
    private final Javalin javalin = application();

    JavalinOnVirtualThreadsTest() throws IOException {}

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Javalin application() {
        RelyingParty party = RelyingParty.builder()
                .baseUrl(baseUrl)
                .secretKey("a-secret-key-for-tests-0123456789abcdef")
                .clock(clock)
                .http(HttpSettings.defaults().timeout(Duration.ofMinutes(1)))
                .sessions(SessionStore.inMemory(100, clock))
                .refreshAccessTokens()
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1"))
                .build();
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = true;
            config.routes.before(context -> arrived.add(Thread.currentThread()));
            config.registerPlugin(new OidcPlugin(party).otherwise(AccessRole.signedIn()));
            config.routes.get(
                    "/token",
                    context -> context.result(
                            String.valueOf(SignedInUsers.of(context).tokens().accessToken())));
        });
    }

    @BeforeEach
    void start() {
        javalin.start("localhost", URI.create(baseUrl).getPort());
    }

    @AfterEach
    void stop() {
        javalin.stop();
        provider.close();
    }

    @Test
    void five_hundred_requests_that_wait_for_one_refresh_pin_no_carrier() throws Exception {
        String before = browser.signIn(baseUrl + "/token", "alice").body();
        clock.advance(Duration.ofMinutes(6));
        duringRefresh(2); // Class initializers run now.
        clock.advance(Duration.ofMinutes(6));
        provider.forgetRequests();

        List<String> answers = Pinning.noneDuring(() -> duringRefresh(CROWD));
        assertThat(answers)
                .hasSize(CROWD)
                .doesNotContain(before)
                .containsOnly(browser.open(baseUrl + "/token").body());
        assertThat(provider.refreshCalls()).hasSize(1);
    }

    /** What the members of a crowd are answered who all come while the first one's refresh is held at the provider. */
    private List<String> duringRefresh(int size) throws InterruptedException {
        arrived.clear();
        List<CompletableFuture<String>> crowd = new ArrayList<>();
        try (Pause refresh = provider.pause(Endpoint.TOKEN)) {
            crowd.add(token());
            refresh.awaitRequest();
            assertThat(VirtualThreads.isVirtual(arrived.take())).isTrue();
            while (crowd.size() < size) {
                crowd.add(token());
            }
            for (int i = 1; i < size; i++) {
                VirtualThreads.awaitWaiting(arrived.take());
            }
        }
        return crowd.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<String> token() {
        String cookies = browser.cookies(baseUrl + "/token").stream()
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/token"))
                .header("Cookie", cookies)
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }
}
