package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.config.Provider;
import dev.latchkey.config.RequestObject;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.RemoteStore;
import dev.latchkey.fixture.Requests;
import dev.latchkey.internal.Form;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A provider fetches a request object from whichever node it meets. */
class SharedRequestObjectTest {
    private final HandClock clock = new HandClock();
    private final RemoteStore store = new RemoteStore(clock);
    private final FakeProvider provider = new FakeProvider();

    private RelyingParty node() {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(Application.SECRET_KEY)
                .clock(clock)
                .transport(provider)
                .sessions(store)
                .provider(
                        "default",
                        Provider.discover(FakeProvider.ISSUER)
                                .client("client1", Application.CLIENT_SECRET)
                                .requestObject(RequestObject.byReference("none")))
                .build();
    }

    private static String startedAt(RelyingParty node) {
        Answer answer = (Answer) node.decide(
                Requests.navigation("/me").header("Host", "app.example.com").build(), Access.signedIn());
        Form query = Form.parse(URI.create(Application.location(answer)).getRawQuery());
        return URI.create(Objects.requireNonNull(query.get("request_uri"))).getPath();
    }

    private static Answer fetched(RelyingParty node, String path) {
        return (Answer) node.decide(Requests.get(path).build(), Access.anyone());
    }

    @Test
    void another_node_has_it_for_a_minute() {
        String path = startedAt(node());
        RelyingParty another = node();

        clock.pass(Duration.ofSeconds(59));
        Answer answer = fetched(another, path);
        assertThat(answer.response().status()).isEqualTo(200);
        assertThat(answer.response().body()).matches("[\\w-]+\\.[\\w-]+\\.");
        clock.pass(Duration.ofSeconds(1));
        assertThat(fetched(another, path).response().status()).isEqualTo(404);
    }

    @Test
    void the_store_cannot_read_it() {
        String path = startedAt(node());
        String jwt = fetched(node(), path).response().body();

        assertThat(store.values)
                .extracting(value -> new String(value, StandardCharsets.ISO_8859_1))
                .noneMatch(value -> value.contains(jwt.substring(0, 20)));
    }

    @Test
    void while_the_store_is_down_the_provider_is_told_to_come_again() {
        RelyingParty node = node();
        String path = startedAt(node);
        store.failing.add("*");

        assertThat(fetched(node, path).response().status()).isEqualTo(503);
    }
}
