package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.TokenIdentity;
import dev.latchkey.fixture.Api;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.TokenBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A JWT that comes again is not verified again, while nothing has changed that it rests on. */
class KnownCallersTest {
    private static final Access READERS = Access.bearer("read");
    private static final Duration UNTIL_KEYS_ARE_READ_AGAIN = Duration.ofMinutes(16);
    private static final Instant END = HandClock.START.plus(Duration.ofHours(1));

    private final Api api = new Api();
    private final TokenBuilder token = Api.token().claim("exp", END.getEpochSecond());

    @BeforeEach
    void the_keys_are_known() {
        api.admitted(Api.token().claim("jti", "another"), READERS);
    }

    private TokenIdentity caller() {
        return Objects.requireNonNull(api.admitted(token, READERS).token());
    }

    private static String challenge(Answer answer) {
        return String.valueOf(answer.response().headers().get("WWW-Authenticate"));
    }

    @Test
    void a_token_that_comes_again_is_not_verified_again() {
        assertThat(caller()).isSameAs(caller());
    }

    @Test
    void what_a_route_asks_for_is_asked_of_a_known_caller_too() {
        caller();

        assertThat(challenge(api.refused(token, Access.bearer("read", "admin"))))
                .contains("insufficient_scope");
    }

    @Test
    void a_token_that_differs_by_a_character_of_its_signature_is_not_known() {
        caller();
        String good = token.build();
        String other = good.substring(0, good.length() - 4) + (good.endsWith("AAAA") ? "BBBB" : "AAAA");

        assertThat(challenge(api.refused(Api.authorized("Bearer " + other), READERS)))
                .contains("bearer_");
    }

    @Test
    void from_its_end_on_a_token_is_verified_each_time() {
        TokenIdentity known = caller();
        api.clock.pass(Duration.between(HandClock.START, END).minusSeconds(1));
        assertThat(caller()).isSameAs(known);

        api.clock.pass(Duration.ofSeconds(1));

        assertThat(caller()).isNotSameAs(known).isEqualTo(known);
    }

    @Test
    void a_known_token_that_has_ended_is_refused() {
        caller();

        api.clock.pass(Duration.ofHours(2));

        assertThat(challenge(api.refused(token, READERS))).contains("bearer_expired");
    }

    @Test
    void a_known_token_whose_key_was_withdrawn_is_refused() {
        caller();
        api.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.NEXT_RSA, "next"))));

        api.clock.pass(UNTIL_KEYS_ARE_READ_AGAIN);

        assertThat(challenge(api.refused(token, READERS))).contains("bearer_key");
    }

    @Test
    void a_known_token_is_verified_again_when_a_key_was_added() {
        TokenIdentity known = caller();
        api.provider.on("/jwks", Keys.set(List.of(Keys.jwk(Keys.RSA, "rsa"), Keys.jwk(Keys.NEXT_RSA, "next"))));

        api.clock.pass(UNTIL_KEYS_ARE_READ_AGAIN);

        assertThat(caller()).isNotSameAs(known).isEqualTo(known);
    }

    @Test
    void keys_that_are_read_again_and_are_the_same_change_nothing() {
        TokenIdentity known = caller();

        api.clock.pass(UNTIL_KEYS_ARE_READ_AGAIN);

        assertThat(caller()).isSameAs(known);
        assertThat(api.provider.calls("/jwks")).hasSize(2);
    }

    @Test
    void of_many_callers_the_latest_five_thousand_are_known_and_never_more_than_ten_thousand() {
        KnownCallers callers = new KnownCallers(() -> HandClock.START);
        Object keys = new Object();
        TokenIdentity somebody = new TokenIdentity(
                "default", "https://idp.example.com", "alice", "caller", Set.of(), List.of(), List.of(), Map.of(), END);

        for (int i = 0; i < 30_000; i++) {
            callers.keep("hash" + i, somebody, keys, () -> keys);
            assertThat(callers.size()).isLessThanOrEqualTo(10_000);
        }

        assertThat(callers.find("hash0")).isNull();
        for (int i = 25_000; i < 30_000; i++) {
            assertThat(callers.find("hash" + i)).isSameAs(somebody);
        }
    }

    @Test
    void a_caller_whose_token_does_not_say_when_it_ends_is_not_known() {
        KnownCallers callers = new KnownCallers(() -> HandClock.START);
        Object keys = new Object();
        TokenIdentity endless = new TokenIdentity(
                "default", "https://idp.example.com", "alice", null, Set.of(), List.of(), List.of(), Map.of(), null);

        callers.keep("hash", endless, keys, () -> keys);

        assertThat(callers.find("hash")).isNull();
    }
}
