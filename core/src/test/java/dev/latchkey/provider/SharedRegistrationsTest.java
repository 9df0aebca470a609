package dev.latchkey.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.cookie.KeyRing;
import dev.latchkey.cookie.Seal;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.RemoteStore;
import dev.latchkey.shared.Guard;
import dev.latchkey.shared.SealedValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nodes that register at a provider have one registration. */
class SharedRegistrationsTest {
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final HandClock clock = new HandClock();
    private final RemoteStore store = new RemoteStore(clock);
    private final FakeProvider provider = new FakeProvider();
    private final AtomicInteger registered = new AtomicInteger();

    private RelyingParty node() {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(SECRET)
                .clock(clock)
                .transport(provider)
                .provider("default", Provider.discover(FakeProvider.ISSUER).register(ClientMetadata.named("App")))
                .sessions(store)
                .build();
    }

    private SharedRegistrations registrations() {
        return new SharedRegistrations(
                new SealedValues(Guard.values(store), new Seal(KeyRing.of(List.of(SECRET)))), clock);
    }

    private void register(long secretExpiresAt) {
        provider.on(
                "/register",
                call -> FakeProvider.json(
                        201,
                        "{\"client_id\":\"client-" + registered.incrementAndGet()
                                + "\",\"client_secret\":\"the-secret\",\"client_secret_expires_at\":"
                                + secretExpiresAt + "}"));
    }

    @Test
    void of_many_nodes_that_start_together_one_registers() throws Exception {
        register(0);
        Crowd crowd = new Crowd(10);

        assertThat(crowd.run(() -> node().register("default"))).containsOnly("client-1");
        assertThat(registered).hasValue(1);
    }

    @Test
    void the_store_learns_no_secret() {
        register(0);
        node().register("default");

        assertThat(store.values)
                .isNotEmpty()
                .allSatisfy(value -> assertThat(new String(value, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("the-secret", "client-1"));
    }

    @Test
    void a_secret_that_is_over_is_replaced_on_all_nodes() {
        register(clock.instant().plusSeconds(600).getEpochSecond());
        RelyingParty one = node();
        RelyingParty other = node();
        one.register("default");
        assertThat(other.register("default")).isEqualTo("client-1");
        clock.pass(Duration.ofMinutes(10));

        register(0);
        assertThat(other.register("default")).isEqualTo("client-2");
        assertThat(one.register("default")).isEqualTo("client-2");
    }

    @Test
    void what_was_read_counts_while_the_store_is_down_and_what_was_not_is_not_guessed() {
        register(0);
        RelyingParty one = node();
        one.register("default");
        RelyingParty late = node();
        store.failing.add("*");
        clock.pass(Duration.ofMinutes(5));

        assertThat(one.register("default")).isEqualTo("client-1");
        Refusal.of(FailureReason.STORE_UNAVAILABLE, () -> late.register("default"));
    }

    @Test
    void a_node_drops_what_it_knew_and_not_what_another_has_put_in_its_place() {
        SharedRegistrations one = registrations();
        SharedRegistrations other = registrations();
        one.keep("key", Map.of("client_id", "first"));
        assertThat(one.find("key")).containsEntry("client_id", "first");
        assertThat(other.find("key")).containsEntry("client_id", "first");

        one.drop("key");
        one.keep("key", Map.of("client_id", "second"));
        other.drop("key");
        assertThat(registrations().find("key")).containsEntry("client_id", "second");
        assertThat(other.find("key")).containsEntry("client_id", "second");
    }

    @Test
    void whoever_is_later_does_not_overwrite() {
        registrations().keep("key", Map.of("client_id", "first"));
        SharedRegistrations other = registrations();
        other.keep("key", Map.of("client_id", "second"));

        assertThat(other.find("key")).containsEntry("client_id", "first");
    }
}
