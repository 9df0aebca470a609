package dev.latchkey.verify.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.config.Provider;
import dev.latchkey.jdbc.JdbcSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users see of a session is the same wherever it is kept. */
class EveryStoreTest {
    private final MovableClock clock = new MovableClock();
    private final TestProvider provider = TestProvider.builder().clock(clock).start();
    private final TestBrowser browser = new TestBrowser(clock);

    /** Where sessions are kept. */
    enum Kept {
        IN_A_COOKIE,
        IN_MEMORY,
        IN_A_DATABASE;

        SessionStore store(MovableClock clock, String name) {
            return switch (this) {
                case IN_A_COOKIE -> SessionStore.cookie();
                case IN_MEMORY -> SessionStore.inMemory(100, clock);
                case IN_A_DATABASE -> database(clock, name);
            };
        }

        private static SessionStore database(MovableClock clock, String name) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
            return JdbcSessionStore.builder(source).createTables().clock(clock).build();
        }
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private LoginApplication start(SessionStore store) throws IOException {
        return LoginApplication.start(settings(store));
    }

    private UnaryOperator<RelyingPartyBuilder> settings(SessionStore store) {
        return builder -> builder.clock(clock)
                .sessions(store)
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1"));
    }

    private boolean knows(LoginApplication application) {
        return browser.step(application.url("/")).body().contains("name=Alice");
    }

    @ParameterizedTest
    @EnumSource
    void who_signed_in_is_known_until_he_signs_out(Kept kept) throws IOException {
        try (LoginApplication application =
                start(kept.store(clock, UUID.randomUUID().toString()))) {
            browser.signIn(application.url("/me"), "alice");
            assertThat(knows(application)).isTrue();
            browser.open(application.url("/logout"));

            assertThat(knows(application)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_session_ends_when_it_is_idle_and_at_its_absolute_end(Kept kept) throws IOException {
        try (LoginApplication application =
                start(kept.store(clock, UUID.randomUUID().toString()))) {
            browser.signIn(application.url("/me"), "alice");
            for (int i = 0; i < 28; i++) {
                clock.advance(Duration.ofMinutes(25));
                assertThat(knows(application)).isTrue();
            }
            clock.advance(Duration.ofMinutes(25));
            assertThat(knows(application)).as("after twelve hours").isFalse();

            browser.open(application.url("/me"));
            assertThat(knows(application)).isTrue();
            clock.advance(Duration.ofMinutes(31));
            assertThat(knows(application)).as("after half an idle hour").isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_second_login_ends_the_session_of_the_first(Kept kept) throws IOException {
        try (LoginApplication application =
                start(kept.store(clock, UUID.randomUUID().toString()))) {
            browser.signIn(application.url("/me"), "bob");
            browser.signIn(application.url("/login?return_to=/me&prompt=select_account"), "alice");

            assertThat(knows(application)).isTrue();
            assertThat(browser.step(application.url("/")).body()).doesNotContain("Bob");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_A_COOKIE", "IN_A_DATABASE"})
    void a_restart_signs_nobody_out(Kept kept) throws IOException {
        String name = UUID.randomUUID().toString();
        int port;
        try (LoginApplication application = start(kept.store(clock, name))) {
            browser.signIn(application.url("/me"), "alice");
            port = Integer.parseInt(application.url("").replaceAll(".*:", ""));
        }
        try (LoginApplication restarted = LoginApplication.start(port, settings(kept.store(clock, name)))) {
            assertThat(knows(restarted)).isTrue();
        }
    }
}
