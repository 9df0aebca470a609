package dev.latchkey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.cookie.KeyRing;
import dev.latchkey.cookie.Seal;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.Browser;
import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.Nodes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a store answers with is believed only if this application sealed it, for this very session. */
class UnreadableSessionsTest {
    private static final String OTHER_KEY = "ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210";

    private final Nodes nodes = new Nodes();
    private final Application app = nodes.one;

    private String signIn(String user) {
        app.user(user);
        app.signIn("/");
        return nodes.store.keys.stream().reduce((first, second) -> second).orElseThrow();
    }

    private static byte[] sealed(String secret, String purpose, byte[] content) {
        return new Seal(KeyRing.of(List.of(secret))).sealBytes(purpose, content);
    }

    @Test
    void what_cannot_be_read_counts_as_absent_with_one_warning_and_costs_no_other_session() {
        String alice = signIn("alice");
        byte[] good = nodes.store.content(alice);
        Browser bobs = new Browser();
        Map<String, String> ofAlice = new LinkedHashMap<>(app.browser.cookies());
        ofAlice.keySet().forEach(name -> app.browser.set(name, ""));
        String bob = signIn("bob");
        app.browser.cookies().forEach(bobs::set);
        ofAlice.forEach(app.browser::set);

        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("empty", new byte[0]);
        bad.put("one byte", new byte[] {1});
        bad.put("truncated", Arrays.copyOf(good, good.length - 1));
        bad.put("longer", Arrays.copyOf(good, good.length + 1));
        bad.put("of another seal format", with(good, 0, (byte) 2));
        bad.put("of an unknown key", with(good, 1, (byte) ~good[1]));
        bad.put("altered", with(good, good.length - 20, (byte) ~good[good.length - 20]));
        bad.put("another user's", nodes.store.content(bob));
        bad.put("sealed with a foreign key", sealed(OTHER_KEY, "session:" + alice, new byte[] {2}));
        bad.put("of an older format", sealed(Application.SECRET_KEY, "session:" + alice, new byte[] {0}));
        bad.put("of a newer format", sealed(Application.SECRET_KEY, "session:" + alice, new byte[] {99, 1, 2}));
        bad.put("garbage well sealed", sealed(Application.SECRET_KEY, "session:" + alice, new byte[] {2, 0, 0, 0}));
        bad.forEach((what, content) -> {
            nodes.store.altered.put(alice, content);
            RelyingParty node = nodes.node(settings -> settings);
            try (CapturedLog log = new CapturedLog()) {
                for (int i = 0; i < 3; i++) {
                    Answer answer =
                            (Answer) node.decide(app.browser.navigation("/").build(), Access.signedIn());
                    assertThat(answer.response().status()).as(what).isEqualTo(303);
                    assertThat(answer.response().cookies())
                            .as("no cookie of the session is deleted")
                            .noneMatch(cookie -> cookie.name().endsWith("-s"));
                }
                assertThat(log.warnings()).as(what).isEqualTo(1);
                assertThat(log.text()).contains("session_unreadable").doesNotContain(alice);
            }
            Proceed bobsPage = (Proceed) node.decide(bobs.navigation("/").build(), Access.signedIn());
            assertThat(Objects.requireNonNull(bobsPage.user()).subject()).isEqualTo("bob");
        });
        nodes.store.altered.clear();
        assertThat(Objects.requireNonNull(app.proceed("/").user()).subject()).isEqualTo("alice");
    }

    private static byte[] with(byte[] bytes, int index, byte value) {
        byte[] changed = bytes.clone();
        changed[index] = value;
        return changed;
    }

    @Test
    void a_key_is_changed_in_two_steps_and_nobody_is_signed_out() {
        signIn("alice");
        List<RelyingParty> rolling = List.of(
                nodes.node(settings -> settings.secretKey(Application.SECRET_KEY, OTHER_KEY)),
                nodes.node(settings -> settings.secretKey(OTHER_KEY, Application.SECRET_KEY)));
        RelyingParty appended = rolling.get(0);
        RelyingParty promoted = rolling.get(1);

        assertThat(nodes.openOn(appended, "/", Access.signedIn())).isInstanceOf(Proceed.class);
        assertThat(nodes.openOn(promoted, "/", Access.signedIn())).isInstanceOf(Proceed.class);
        Application later = nodes.one;
        String callback =
                later.authorize(Application.location((Answer) nodes.openOn(promoted, "/login", Access.anyone())));
        nodes.openOn(promoted, callback, Access.anyone());
        assertThat(nodes.openOn(appended, "/", Access.signedIn())).isInstanceOf(Proceed.class);
        assertThat(nodes.openOn(nodes.other, "/", Access.signedIn()))
                .as("a node that was left out cannot read the session, and does not delete its cookie")
                .isInstanceOf(Answer.class);
        assertThat(nodes.openOn(promoted, "/", Access.signedIn())).isInstanceOf(Proceed.class);
    }

    @Test
    void nothing_in_the_store_tells_who_is_signed_in() {
        String content = new String(nodes.store.content(signIn("alice")), StandardCharsets.ISO_8859_1);
        String id = app.browser.cookies().entrySet().stream()
                .filter(cookie -> cookie.getKey().endsWith("-s"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();

        assertThat(content).doesNotContain("alice", "idp.example.com", "the-access-token", id);
    }
}
