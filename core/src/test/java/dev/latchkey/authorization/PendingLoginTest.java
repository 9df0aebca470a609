package dev.latchkey.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One login under way: its secrets, its binding and its bytes. */
class PendingLoginTest {
    private final HandClock clock = new HandClock();
    private final Relationship relationship = Relationships.usual(new FakeProvider(), clock);

    private PendingLogin begin(String returnTo) {
        return PendingLogin.start(
                relationship, Relationships.REDIRECT_URI, Purpose.LOGIN, returnTo, null, null, clock.instant());
    }

    @Test
    void state_nonce_and_verifier_are_long_and_all_different() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            PendingLogin login = begin("/");
            values.addAll(List.of(login.state(), login.nonce(), login.codeVerifier()));
        }

        assertThat(values).doesNotHaveDuplicates().allMatch(value -> value.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void a_login_is_bound_to_issuer_client_and_redirect_uri() {
        PendingLogin login = begin("/");
        Provider otherClient = Provider.of(Relationships.metadata()).client("client2", "secret1");
        Provider otherIssuer = Provider.of(Relationships.metadata().with("issuer", "https://other.example.com"))
                .client("client1", "secret1");

        assertThat(login.isBoundTo(
                        Relationships.of(otherClient, new FakeProvider(), clock), Relationships.REDIRECT_URI))
                .isFalse();
        assertThat(login.isBoundTo(
                        Relationships.of(otherIssuer, new FakeProvider(), clock), Relationships.REDIRECT_URI))
                .isFalse();
        assertThat(login.isBoundTo(relationship, URI.create("https://app.example.com/other")))
                .isFalse();
    }

    @Test
    void a_payload_that_is_none_is_no_login() {
        byte[] good = begin("/path").encode();

        for (int length = 0; length < good.length; length++) {
            assertThat(PendingLogin.decode(Arrays.copyOf(good, length))).isNull();
        }
        byte[] purposeless = good.clone();
        purposeless[1 + 32 + 16 + 8 + 2 + "default".length()] = 3;
        assertThat(PendingLogin.decode(purposeless)).isNull();
        byte[] other = good.clone();
        other[0]++;
        assertThat(PendingLogin.decode(other)).isNull();
        assertThat(PendingLogin.decode(good)).isNotNull();
    }
}
