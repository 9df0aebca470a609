package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.PROVIDER_BAD_ANSWER;
import static dev.latchkey.failure.FailureReason.PROVIDER_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.Crowd;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider's keys: cached, rotated, bounded in calls, and kept while the provider is down. */
class KeySetTest {
    private static final URI JWKS = URI.create("https://idp.example.com/jwks");

    private final FakeProvider network = new FakeProvider();
    private final HandClock clock = new HandClock();
    private final KeySet keys = new KeySet(Relationships.http(network), clock);

    @Test
    void keys_are_read_on_first_use_and_again_after_fifteen_minutes() {
        assertThat(network.calls()).isEmpty();
        assertThat(keys.keys(JWKS)).hasSize(1);
        clock.pass(Duration.ofMinutes(14));
        keys.keys(JWKS);
        assertThat(network.calls()).hasSize(1);

        clock.pass(Duration.ofMinutes(1));
        network.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.RSA, "a"), Keys.jwk(Keys.NEXT_RSA, "b"))));
        assertThat(keys.keys(JWKS)).hasSize(2);
    }

    @Test
    void another_address_means_other_keys() {
        network.on("/jwks2", Keys.set(List.of()));

        assertThat(keys.keys(JWKS)).hasSize(1);
        assertThat(keys.keys(URI.create("https://idp.example.com/jwks2"))).isEmpty();
        assertThat(keys.keys(JWKS)).hasSize(1);
    }

    @Test
    void many_threads_share_the_first_call_and_the_refetch() throws InterruptedException, ExecutionException {
        Crowd first = new Crowd(50);
        network.on("/jwks", call -> {
            first.await();
            return FakeProvider.json(200, Keys.set(List.of(Keys.jwk(Keys.RSA, "a"))));
        });
        first.run(() -> keys.keys(JWKS));
        assertThat(network.calls()).hasSize(1);

        Crowd second = new Crowd(50);
        network.on("/jwks", call -> {
            second.await();
            return FakeProvider.json(200, Keys.set(List.of(Keys.jwk(Keys.RSA, "b"))));
        });
        second.run(() -> keys.refetched(JWKS, KeySet.Bringer.PROVIDER));
        assertThat(network.calls()).hasSize(2);
        assertThat(keys.keys(JWKS).get(0).kid()).isEqualTo("b");
    }

    @Test
    void tokens_that_anybody_can_bring_use_up_no_refetch_of_a_login() {
        keys.keys(JWKS);
        for (int i = 0; i < 10; i++) {
            keys.refetched(JWKS, KeySet.Bringer.ANYBODY);
        }
        assertThat(network.calls()).hasSize(2);

        network.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA, "next"))));
        assertThat(keys.refetched(JWKS, KeySet.Bringer.PROVIDER))
                .extracting(key -> key.kid())
                .containsExactly("next");
        assertThat(network.calls()).hasSize(3);
    }

    @Test
    void access_tokens_use_up_no_refetch_of_any_login() {
        keys.keys(JWKS);
        for (int i = 0; i < 10; i++) {
            keys.refetched(JWKS, KeySet.Bringer.CALLER);
        }
        assertThat(network.calls()).hasSize(2);

        keys.refetched(JWKS, KeySet.Bringer.ANYBODY);
        keys.refetched(JWKS, KeySet.Bringer.PROVIDER);
        assertThat(network.calls()).hasSize(4);

        clock.pass(Duration.ofMinutes(1));
        keys.refetched(JWKS, KeySet.Bringer.CALLER);
        assertThat(network.calls()).hasSize(5);
    }

    @Test
    void keys_of_at_most_a_day_are_used_while_the_provider_is_down() {
        keys.keys(JWKS);
        network.goDown();
        clock.pass(Duration.ofHours(24));
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 10; i++) {
                assertThat(keys.keys(JWKS)).hasSize(1);
            }
            assertThat(log.warnings()).isEqualTo(1);
        }
        assertThat(network.calls()).hasSize(2);

        clock.pass(Duration.ofMinutes(1));
        Refusal.of(PROVIDER_UNREACHABLE, () -> keys.keys(JWKS));
        network.comeBack();
        assertThat(keys.keys(JWKS)).hasSize(1);
    }

    @Test
    void the_first_call_after_the_provider_returns_succeeds() {
        network.goDown();
        Refusal.of(PROVIDER_UNREACHABLE, () -> keys.keys(JWKS));
        network.comeBack();

        assertThat(keys.keys(JWKS)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", "{\"keys\":null}"})
    void an_answer_that_is_no_key_set_is_refused(String body) {
        network.on("/jwks", body);

        assertThat(Refusal.of(PROVIDER_BAD_ANSWER, () -> keys.keys(JWKS)))
                .hasMessageContaining("jwks_uri https://idp.example.com/jwks");
    }

    @Test
    void a_redirect_of_the_key_set_is_not_followed() {
        network.on("/jwks", call -> FakeProvider.redirect("https://evil.example.com/jwks"));

        Refusal.of(PROVIDER_BAD_ANSWER, () -> keys.keys(JWKS));
        assertThat(network.calls()).hasSize(1);
    }

    @Test
    void a_hundred_keys_are_looked_at_and_no_more() {
        network.on("/jwks", Keys.set(Collections.nCopies(150, Keys.jwk(Keys.RSA))));

        assertThat(keys.keys(JWKS)).hasSize(100);
        assertThat(keys.keys(JWKS).get(0)).hasToString("VerificationKey[RSA, kid=null]");
    }
}
