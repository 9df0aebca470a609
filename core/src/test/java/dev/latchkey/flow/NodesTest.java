package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Nodes;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Form;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several nodes with one store: whichever a request meets, it is the same application. */
class NodesTest {
    private static final String RENEWED = "{\"access_token\":\"renewed\",\"token_type\":\"Bearer\",\"expires_in\":300"
            + ",\"refresh_token\":\"second\"}";

    private final Nodes nodes = new Nodes(settings -> settings.refreshAccessTokens());
    private final Application one = nodes.one;

    private WebRequest signedIn(Duration ago) {
        one.signIn("/");
        one.clock.pass(ago);
        return one.browser.navigation("/").build();
    }

    private int refreshes() {
        return one.provider.calls("/token").size() - 1;
    }

    private static @Nullable String accessToken(RelyingParty node, WebRequest request) {
        Proceed proceed = (Proceed) node.decide(request, Access.signedIn());
        return Objects.requireNonNull(proceed.user()).tokens().accessToken();
    }

    @Test
    void who_signed_in_at_one_node_is_signed_in_at_all_and_signs_out_of_all() {
        one.signIn("/");

        assertThat(nodes.openOnOther("/", Access.signedIn())).isInstanceOf(Proceed.class);
        nodes.openOnOther("/logout", Access.signedIn());
        assertThat(one.open("/", Access.signedIn())).isInstanceOf(Answer.class);
    }

    @Test
    void a_login_may_begin_at_one_node_and_end_at_another_but_once() {
        String callback = one.authorize(Application.location(one.answer("/page")));
        WebRequest request = one.browser.navigation(callback).build();
        Answer answer = (Answer) nodes.other.decide(request, Access.signedIn());

        assertThat(Application.location(answer)).isEqualTo("https://app.example.com/page");
        Answer again = (Answer) one.party.decide(request, Access.signedIn());
        assertThat(again.response().status()).isEqualTo(400);
        assertThat(again.response().body()).contains("state_used");
        assertThat(one.provider.calls("/token")).hasSize(1);
    }

    @Test
    void of_two_hundred_requests_at_two_nodes_with_an_expired_token_one_refreshes_and_all_have_the_new_one()
            throws Exception {
        WebRequest request = signedIn(Duration.ofSeconds(310));
        Crowd crowd = new Crowd(200);
        one.provider.on("/token", call -> {
            crowd.await();
            return FakeProvider.json(200, RENEWED);
        });
        AtomicInteger turn = new AtomicInteger();

        assertThat(crowd.run(() -> accessToken(turn.getAndIncrement() % 2 == 0 ? one.party : nodes.other, request)))
                .containsOnly("renewed");
        assertThat(refreshes()).isEqualTo(1);
    }

    @Test
    void while_another_node_refreshes_a_token_that_has_not_ended_will_do() {
        WebRequest request = signedIn(Duration.ofSeconds(290));
        one.provider.on("/token", call -> {
            assertThat(accessToken(nodes.other, request)).isEqualTo("the-access-token");
            return FakeProvider.json(200, RENEWED);
        });

        assertThat(accessToken(one.party, request)).isEqualTo("renewed");
        assertThat(accessToken(nodes.other, request)).isEqualTo("renewed");
        assertThat(refreshes()).isEqualTo(1);
    }

    @Test
    void after_the_death_of_a_node_that_refreshed_another_takes_over() throws Exception {
        WebRequest request = signedIn(Duration.ofSeconds(310));
        one.provider.on("/token", RENEWED);
        String lease = "refresh:" + nodes.store.keys.element();
        nodes.store.putIfAbsent(lease, new byte[] {1}, one.clock.instant().plusSeconds(15));
        CountDownLatch waiting = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<@Nullable String> waited = thread.submit(() -> {
            waiting.countDown();
            return accessToken(nodes.other, request);
        });
        waiting.await();
        assertThat(refreshes()).isZero();
        one.clock.pass(Duration.ofSeconds(15));

        assertThat(waited.get()).isEqualTo("renewed");
        assertThat(refreshes()).isEqualTo(1);
        thread.shutdown();
    }

    @Test
    void a_refresh_that_failed_at_one_node_keeps_the_session_and_is_tried_by_the_other() {
        WebRequest request = signedIn(Duration.ofSeconds(310));
        one.provider.on("/token", call -> FakeProvider.json(503, "{}"));
        assertThat(accessToken(one.party, request)).isEqualTo("the-access-token");
        one.provider.on("/token", RENEWED);

        assertThat(accessToken(nodes.other, request)).isEqualTo("renewed");
        assertThat(accessToken(one.party, request)).isEqualTo("renewed");
    }

    @Test
    void an_explicit_refresh_waits_for_that_of_another_node_and_uses_its_refresh_token() throws Exception {
        WebRequest request = signedIn(Duration.ofSeconds(10));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(1);
        one.provider.on("/token", call -> {
            if (calls.incrementAndGet() == 1) {
                begun.countDown();
                both.await();
                return FakeProvider.json(200, RENEWED);
            }
            return "second".equals(Form.parse(call.body()).get("refresh_token"))
                    ? FakeProvider.json(200, RENEWED.replace("renewed", "again").replace("second", "third"))
                    : FakeProvider.json(400, "{\"error\":\"invalid_grant\"}");
        });
        Future<@Nullable String> first =
                thread.submit(() -> one.party.refresh(request).tokens().accessToken());
        begun.await();
        ExecutorService another = Executors.newSingleThreadExecutor();
        Future<@Nullable String> second =
                another.submit(() -> nodes.other.refresh(request).tokens().accessToken());
        both.countDown();

        assertThat(first.get()).isIn("renewed", "again"); // The other may have been faster than its UserInfo call.
        assertThat(second.get()).isEqualTo("again");
        thread.shutdown();
        another.shutdown();
    }

    @Test
    void a_node_that_does_not_know_the_providers_keys_yet_reads_them_before_it_uses_up_a_refresh_token() {
        WebRequest request = signedIn(Duration.ofSeconds(310));
        one.provider.on("/jwks", call -> FakeProvider.json(503, "{}"));
        one.provider.on("/token", RENEWED);

        assertThat(accessToken(nodes.node(node -> node), request)).isEqualTo("the-access-token");
        assertThat(refreshes()).isZero();
    }

    @Test
    void a_refresh_at_a_node_with_a_longer_lifetime_does_not_prolong_the_session() {
        WebRequest request = signedIn(Duration.ofSeconds(310));
        String idToken = TokenBuilder.good(FakeProvider.ISSUER, one.clock.instant())
                .claim("sub", "alice")
                .without("nonce")
                .build();
        one.provider.on("/token", RENEWED.replace("}", ",\"id_token\":\"" + idToken + "\"}"));
        RelyingParty longer = nodes.node(node -> node.permanentSessionLifetime(Duration.ofDays(30)));

        assertThat(accessToken(longer, request)).isEqualTo("renewed");
        assertThat(longer.activeSessions().of(FakeProvider.ISSUER, "alice"))
                .singleElement()
                .satisfies(session ->
                        assertThat(session.endsAt()).isEqualTo(session.beganAt().plus(Duration.ofHours(12))));
    }

    @Test
    void use_is_noted_once_however_many_requests_come_at_that_moment() throws Exception {
        WebRequest request = signedIn(Duration.ofMinutes(4));
        one.provider.on("/token", call -> FakeProvider.json(503, "{}"));
        String key = nodes.store.keys.element();

        new Crowd(50).run(() -> one.party.decide(request, Access.signedIn()));
        assertThat(Objects.requireNonNull(nodes.store.find(key)).version()).isEqualTo(1);
    }
}
