package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.store.NewSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server stops, hangs and returns. */
@Tag("cluster")
class OutageTest {
    /** More than all time-outs, on a machine that is busy. */
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    private RedisServer server;
    private RedisSessionStore store;

    @BeforeEach
    void open() {
        server = RedisServer.start();
        store = RedisSessionStore.builder(server.uri())
                .connectTimeout(Duration.ofSeconds(5))
                .commandTimeout(Duration.ofSeconds(3))
                .build();
    }

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    private NewSession begun() {
        NewSession session = Login.ofAlice();
        assertThat(store.create(session)).isTrue();
        return session;
    }

    private static void assertFails(ThrowingCallable call) {
        long before = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(RedisFailure.class).hasMessageStartingWith("Redis (127.0.0.1:");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(A_WHILE);
    }

    private boolean finds(NewSession session) {
        try {
            return store.find(session.session().key()) != null;
        } catch (RedisFailure e) {
            return false;
        }
    }

    @Test
    void while_the_server_is_down_every_call_fails_at_once_and_afterwards_nothing_is_lost() {
        NewSession session = begun();
        String key = session.session().key();
        server.kill();

        long before = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertFails(() -> store.find(key));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(A_WHILE);
        assertFails(() -> store.create(Login.ofAlice()));
        assertFails(() -> store.replaceIfVersion(session.session(), 0));
        assertFails(() -> store.end(key));
        assertFails(() -> store.endAll(Login.ALICE));
        assertFails(() -> store.findAll(Login.ALICE));
        assertFails(() -> store.count());
        assertFails(() -> store.value("test:a"));
        assertFails(() -> store.putIfAbsent("test:a", new byte[0], session.endsAt()));
        assertFails(() -> store.remove("test:a", new byte[0]));

        server.restart();
        RedisServer.await("the session is found again", () -> finds(session));
        assertThat(store.endAll(Login.ALICE)).isEqualTo(1);
    }

    @Test
    void an_application_may_start_before_its_server() {
        server.kill();
        assertFails(() -> store.count());
        server.restart();

        RedisServer.await("sessions can be created", () -> {
            try {
                return store.create(Login.ofAlice());
            } catch (RedisFailure e) {
                return false;
            }
        });
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void a_server_that_hangs_costs_each_caller_a_time_out_at_most_and_nothing_is_lost() throws Exception {
        NewSession session = begun();
        server.freeze();

        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(() -> {
                    for (int j = 0; j < 5; j++) {
                        assertFails(() -> store.find(session.session().key()));
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(calls)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
            server.thaw();
        }
        RedisServer.await("the session is found again", () -> finds(session));
        begun();
    }

    @Test
    void a_connection_that_is_killed_fails_no_look_up() throws Exception {
        NewSession session = begun();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger found = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    while (!over.get()) {
                        assertThat(store.find(session.session().key())).isNotNull();
                        found.incrementAndGet();
                    }
                }));
            }
            for (int i = 0; i < 10; i++) {
                int before = found.get();
                RedisServer.await("look-ups go on", () -> found.get() > before + 20);
                assertThat(server.cli("client", "kill", "type", "normal")).isEqualTo("1");
            }
            over.set(true);
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void after_a_connection_was_killed_the_next_change_is_made() {
        NewSession session = begun();
        for (int version = 0; version < 5; version++) {
            assertThat(server.cli("client", "kill", "type", "normal")).isEqualTo("1");
            int expected = version;
            RedisServer.await("the store has noticed", () -> finds(session));
            assertThat(store.replaceIfVersion(
                            new dev.latchkey.store.StoredSession(
                                    session.session().key(),
                                    expected + 1,
                                    session.session().expiresAt(),
                                    session.session().content()),
                            expected))
                    .isTrue();
        }
    }

    @Test
    void a_server_that_forgot_its_scripts_is_told_them_again() {
        NewSession session = begun();
        assertThat(server.cli("script", "flush")).isEqualTo("OK");

        assertThat(store.replaceIfVersion(
                        session.session()
                                .changed(session.endsAt(), session.session().content()),
                        0))
                .isTrue();
    }

    @Test
    void a_wrong_password_is_reported_without_telling_it() {
        server.cli("config", "set", "requirepass", "right");
        try (CapturedLog log = new CapturedLog();
                RedisSessionStore wrong = RedisSessionStore.builder(server.uri())
                        .credentials("", "wr0ng-secret")
                        .build()) {
            StringBuilder told = new StringBuilder();
            try {
                wrong.count();
            } catch (RedisFailure e) {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    told.append(cause).append('\n');
                }
            }
            assertThat(told.toString())
                    .contains("Redis (127.0.0.1:" + server.port() + ") cannot be reached.")
                    .doesNotContain("wr0ng-secret");
            assertThat(log.text()).doesNotContain("wr0ng-secret");
        }
    }

    @Test
    void its_threads_keep_no_application_running_and_end_with_the_store() {
        begun();
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        store.close();

        RedisServer.await("the threads end", () -> threads().isEmpty());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lettuce"))
                .toList();
    }
}
