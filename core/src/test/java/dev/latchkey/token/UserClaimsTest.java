package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Relationships;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** ID token and UserInfo together: who says what about the user. */
class UserClaimsTest {
    private final FakeProvider network = new FakeProvider();
    private final HandClock clock = new HandClock();
    private final UserClaims userClaims = new UserClaims(Relationships.http(network), Duration.ofSeconds(60), clock);

    private Map<String, Object> claims(Map<String, Object> idToken, @Nullable Map<String, Object> userInfo) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("iss", FakeProvider.ISSUER, "sub", "alice"));
        all.putAll(idToken);
        return userClaims.of(Relationships.usual(network, clock), new VerifiedIdToken("x", all), userInfo);
    }

    @Test
    void the_id_token_alone_will_do() {
        assertThat(claims(Map.of("email", "a@example.com"), null))
                .isEqualTo(Map.of("iss", FakeProvider.ISSUER, "sub", "alice", "email", "a@example.com"));
        assertThat(network.calls()).isEmpty();
    }

    @Test
    void user_info_adds_and_overrides_what_is_about_the_user() {
        assertThat(claims(Map.of("email", "old@example.com", "name", "Alice"), Map.of("email", "new@example.com")))
                .containsEntry("email", "new@example.com")
                .containsEntry("name", "Alice");
    }

    @Test
    void user_info_does_not_override_what_is_about_the_login() {
        for (String claim : UserClaims.FROM_THE_ID_TOKEN_ALONE) {
            assertThat(claims(Map.of(), Map.of(claim, "forged"))).as(claim).doesNotContainValue("forged");
        }
        assertThat(UserClaims.FROM_THE_ID_TOKEN_ALONE)
                .contains("iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "azp", "sid");
    }

    @Test
    void what_is_about_the_exchange_is_left_out() {
        Map<String, Object> exchange = Map.of("nonce", "n", "at_hash", "h", "c_hash", "h", "s_hash", "h");

        assertThat(claims(exchange, null)).containsOnlyKeys("iss", "sub");
        assertThat(claims(Map.of(), exchange)).containsOnlyKeys("iss", "sub");
    }
}
