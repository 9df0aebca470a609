package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.RemoteStore;
import dev.latchkey.fixture.Requests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that publish the same keys, although nobody gave them any. */
class SharedKeysTest {
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String OTHER = "ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210";

    private final HandClock clock = new HandClock();
    private final RemoteStore store = new RemoteStore(clock);

    private RelyingPartyBuilder settings() {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(SECRET)
                .clock(clock)
                .transport(new FakeProvider())
                .provider("default", Provider.discover(FakeProvider.ISSUER).client("client1", "secret1"))
                .sessions(store)
                .sharedKeys();
    }

    private static String published(RelyingParty node) {
        Answer answer = (Answer) node.decide(Requests.get("/redirect_uri/jwks").build(), Access.anyone());
        return answer.response().body();
    }

    @Test
    void all_nodes_publish_the_keys_that_the_first_one_made() {
        String keys = published(settings().build());

        assertThat(keys).contains("\"kid\"").doesNotContain("\"d\"");
        assertThat(published(settings().build())).isEqualTo(keys);
        assertThat(published(settings().secretKey(OTHER, SECRET).build())).isEqualTo(keys);
    }

    @Test
    void keys_that_no_secret_key_opens_are_not_replaced_by_others() {
        settings().build();

        assertThat(Refusal.of(
                        FailureReason.SETTING_INVALID,
                        () -> settings().secretKey(OTHER).build()))
                .hasMessageContaining("sharedKeys")
                .hasMessageContaining("secretKey");
    }

    @Test
    void a_store_that_is_down_is_named() {
        store.failing.add("*");

        Refusal.of(FailureReason.STORE_UNAVAILABLE, () -> settings().build());
    }

    @Test
    void keys_of_ones_own_and_shared_ones_exclude_each_other(@TempDir Path directory) {
        assertThat(Refusal.of(
                        FailureReason.SETTING_INVALID,
                        () -> settings()
                                .keys(OwnKeys.file(directory.resolve("keys.json"))
                                        .json())
                                .build()))
                .hasMessageContaining("one of the two");
    }
}
