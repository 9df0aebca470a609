package dev.latchkey.verify.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.http.WebRequest;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Pause;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import dev.latchkey.verify.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A virtual thread that waits for a refresh leaves its carrier to others. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {
    private static final int CROWD = 10_000;
    private static final int OTHER_SESSIONS = 20;
    private static final int REQUESTS_OF_EACH = 150;

    private final MovableClock clock = new MovableClock();
    private final TestProvider provider = TestProvider.builder()
            .clock(clock)
            .accessTokenLifetime(Duration.ofMinutes(5))
            .start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void ten_thousand_requests_that_wait_for_one_refresh_pin_no_carrier() throws Exception {
        try (LoginApplication application =
                start(party -> party.http(HttpSettings.defaults().timeout(Duration.ofMinutes(1))))) {
            WebRequest alice = signedIn(application, "alice");
            // Whoever runs a class initializer, or waits for one, is pinned; all have run after this.
            clock.advance(Duration.ofMinutes(6));
            duringRefresh(2, application, alice, List.of(signedIn(application, "bob")));
            String before = answer(application, alice);
            clock.advance(Duration.ofMinutes(6));
            List<WebRequest> others = Stream.generate(() -> signedIn(application, "bob"))
                    .limit(OTHER_SESSIONS)
                    .toList();
            provider.forgetRequests();

            List<String> answers = Pinning.noneDuring(() -> duringRefresh(CROWD, application, alice, others));
            assertThat(answers).hasSize(CROWD).doesNotContain(before).containsOnly(answer(application, alice));
            assertThat(provider.refreshCalls()).hasSize(1);
        }
    }

    @Test
    void a_refresh_that_pins_its_carrier_is_seen() throws IOException {
        StickyTransport transport = new StickyTransport();
        try (LoginApplication application = start(party -> party.transport(transport));
                Pinning pinning = Pinning.record()) {
            WebRequest alice = signedIn(application, "alice");
            clock.advance(Duration.ofMinutes(6));
            transport.stick();
            VirtualCall<String> refresh = VirtualCall.start(() -> answer(application, alice));
            Optional<String> seen = Optional.empty();
            while (seen.isEmpty() && !Thread.currentThread().isInterrupted()) {
                seen = pinning.soFar().stream()
                        .filter(wait -> wait.contains("StickyTransport$Initialized.<clinit>"))
                        .findFirst();
            }

            assertThat(seen).hasValueSatisfying(wait -> assertThat(wait).contains("dev.latchkey.flow.Refresh.ifDue"));
            StickyTransport.loosen();
            assertThat(refresh.outcome()).startsWith("Alice ");
        } finally {
            StickyTransport.loosen();
        }
    }

    /**
     * What the members of a crowd are answered who all come while the first one's refresh is held at the provider. Others
     * are served meanwhile.
     */
    private List<String> duringRefresh(
            int size, LoginApplication application, WebRequest request, List<WebRequest> others) {
        List<VirtualCall<String>> crowd = new ArrayList<>();
        try (Pause refresh = provider.pause(Endpoint.TOKEN)) {
            crowd.add(VirtualCall.start(() -> answer(application, request)));
            refresh.awaitRequest();
            while (crowd.size() < size) {
                crowd.add(VirtualCall.start(() -> answer(application, request)));
            }
            awaitWaiting(crowd.subList(1, size));
            List<VirtualCall<String>> passing = others.stream()
                    .flatMap(other -> Stream.generate(() -> VirtualCall.start(() -> answer(application, other)))
                            .limit(REQUESTS_OF_EACH))
                    .toList();
            assertThat(VirtualCall.outcomes(passing)).allMatch(answer -> answer.startsWith("Bob "));
        }
        return VirtualCall.outcomes(crowd);
    }

    private static void awaitWaiting(List<VirtualCall<String>> calls) {
        try {
            calls.forEach(VirtualCall::awaitWaiting);
        } catch (AssertionError e) {
            // The event is written when a wait ends, and whoever keeps the last carrier waits for ever.
            calls.forEach(VirtualCall::interrupt);
            throw e;
        }
    }

    private LoginApplication start(UnaryOperator<RelyingPartyBuilder> settings) throws IOException {
        return LoginApplication.start(builder -> settings.apply(builder.clock(clock)
                .sessions(SessionStore.inMemory(100, clock))
                .refreshAccessTokens()
                .provider("default", Provider.discover(provider.issuer()).client("client1", "secret1"))));
    }

    private WebRequest signedIn(LoginApplication application, String user) {
        TestBrowser browser = new TestBrowser(clock);
        browser.signIn(application.url("/me"), user);
        return application.request(browser);
    }

    /** The user's name and access token, if there is one who may enter. */
    private static String answer(LoginApplication application, WebRequest request) {
        return application.relyingParty().decide(request, Access.signedIn()) instanceof Proceed page
                        && page.user() != null
                ? page.user().displayName() + " " + page.user().tokens().accessToken()
                : "nobody";
    }
}
