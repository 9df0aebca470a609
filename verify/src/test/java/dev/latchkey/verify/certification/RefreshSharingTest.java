package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.JdkHttpTransport;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many refreshes of one session at once are one call, whoever started it. */
@Timeout(120)
class RefreshSharingTest {
    private static final int CROWD = 40;
    private static final MovableClock CLOCK = new MovableClock();
    private static final TestProvider PROVIDER = TestProvider.builder()
            .clock(CLOCK)
            .accessTokenLifetime(Duration.ofMinutes(5))
            .start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    /** Holds calls of the token endpoint at a gate, if it is closed. */
    private static final class Gate implements HttpTransport {
        private final HttpTransport open = new JdkHttpTransport(HttpSettings.defaults()::newClient);
        private final CountDownLatch arrived = new CountDownLatch(1);
        private volatile @Nullable CountDownLatch closed;

        void close() {
            closed = new CountDownLatch(1);
        }

        void open() {
            CountDownLatch latch = closed;
            if (latch != null) {
                latch.countDown();
            }
        }

        @Override
        public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
            CountDownLatch latch = closed;
            if (latch != null && call.uri().getPath().equals("/token")) {
                arrived.countDown();
                latch.await();
            }
            return open.send(call);
        }
    }

    /** One more call than the crowd is the first, and is held at the gate until the whole crowd waits for its outcome. */
    private static List<String> shared(Gate gate, Callable<String> first, Callable<String> others) throws Exception {
        Queue<Thread> crowd = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(CROWD);
        gate.close();
        try {
            Future<String> leader = threads.submit(first);
            gate.arrived.await();
            List<Future<String>> followers = Stream.generate(() -> threads.submit(() -> {
                        crowd.add(Thread.currentThread());
                        return others.call();
                    }))
                    .limit(CROWD - 1)
                    .toList();
            while (crowd.stream().filter(RefreshSharingTest::waitsForAnother).count() < CROWD - 1) {
                Thread.onSpinWait();
            }
            gate.open();
            Stream<Future<String>> all = Stream.concat(Stream.of(leader), followers.stream());
            return all.map(RefreshSharingTest::outcome).toList();
        } finally {
            gate.open();
            threads.shutdown();
        }
    }

    private static boolean waitsForAnother(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(CompletableFuture.class.getName())
                        && frame.getMethodName().equals("waitingGet"));
    }

    private static String outcome(Future<String> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Stay stay(Gate gate) throws IOException {
        return Stay.at(
                PROVIDER,
                CLOCK,
                provider -> provider.client("client1", "secret1"),
                party -> party.transport(gate)
                        .sessions(SessionStore.inMemory(100, CLOCK))
                        .refreshAccessTokens());
    }

    private static String refreshed(RelyingParty relyingParty, WebRequest request) {
        return String.valueOf(relyingParty.refresh(request).tokens().accessToken());
    }

    private static String opened(RelyingParty relyingParty, WebRequest request) {
        return relyingParty.decide(request, Access.signedIn()) instanceof Proceed page && page.user() != null
                ? String.valueOf(page.user().tokens().accessToken())
                : "nobody";
    }

    @Test
    void of_forty_refreshes_at_once_one_calls_the_token_endpoint() throws Exception {
        Gate gate = new Gate();
        try (Stay stay = stay(gate)) {
            RelyingParty relyingParty = stay.application.relyingParty();
            WebRequest request = stay.request();
            String before = stay.now("access_token");
            Callable<String> refresh = () -> refreshed(relyingParty, request);
            List<String> tokens = shared(gate, refresh, refresh);

            assertThat(tokens).doesNotContain(before).containsOnly(stay.now("access_token"));
            assertThat(stay.tokenRequests()).hasSize(1);
        }
    }

    @Test
    void refreshes_that_are_due_and_those_that_are_wanted_share_one_call() throws Exception {
        for (boolean dueFirst : List.of(true, false)) {
            Gate gate = new Gate();
            try (Stay stay = stay(gate)) {
                RelyingParty relyingParty = stay.application.relyingParty();
                WebRequest request = stay.request();
                String before = stay.now("access_token");
                stay.pass(Duration.ofMinutes(6));
                Callable<String> due = () -> opened(relyingParty, request);
                Callable<String> wanted = () -> refreshed(relyingParty, request);
                List<String> tokens = shared(gate, dueFirst ? due : wanted, dueFirst ? wanted : due);

                assertThat(tokens).doesNotContain(before).containsOnly(stay.now("access_token"));
                assertThat(stay.tokenRequests()).hasSize(1);
            }
        }
    }
}
