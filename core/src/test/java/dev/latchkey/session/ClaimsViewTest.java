package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.SignedInUser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the application sees of claims that are parsed when it looks. */
class ClaimsViewTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Session session(String claimsJson) {
        return new Session(
                "id",
                new Session.Identity("default", "https://idp.example.com", "alice", claimsJson, Map.of()),
                new Session.Lifetime(NOON, NOON.plusSeconds(60), NOON),
                new Session.TokenSet(null, null, null, null, null),
                new Session.AtProvider(null, NOON, NOON));
    }

    private static SignedInUser user(String claimsJson) {
        return session(claimsJson).user(new RolesClaim("realm_access.roles"));
    }

    @Test
    void it_is_a_map_like_any_other() {
        SignedInUser user =
                user("{\"name\":\"Alice\",\"nothing\":null,\"realm_access\":{\"roles\":[\"admin\",\"user\"]}}");

        assertThat(user.claims())
                .hasSize(3)
                .containsEntry("name", "Alice")
                .containsKey("nothing")
                .doesNotContainKey("email");
        assertThat(user.claims().get("nothing")).isNull();
        assertThat(user.roles()).isEqualTo(List.of("admin", "user")).doesNotContain("clerk");
        assertThat(user)
                .isEqualTo(user(
                        "{\"realm_access\":{\"roles\":[\"admin\",\"user\"]},\"nothing\":null,\"name\":\"Alice\"}"));
    }

    @Test
    void nobody_can_change_what_other_requests_see() {
        SignedInUser user = user("{\"name\":\"Alice\",\"realm_access\":{\"roles\":[\"admin\"]}}");

        assertThatThrownBy(() -> user.claims().put("name", "Mallory"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> user.claims().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> user.claims().entrySet().iterator().next().setValue("Mallory"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(
                        () -> ((Map<?, ?>) Objects.requireNonNull(user.claims().get("realm_access"))).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> user.roles().add("owner")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(user.claim("name")).isEqualTo("Alice");
    }

    @Test
    void each_party_that_shares_a_store_finds_roles_where_it_looks_for_them() {
        Session session = session("{\"groups\":[\"staff\"],\"realm_access\":{\"roles\":[\"admin\"]}}");

        assertThat(session.user(new RolesClaim("groups")).roles()).containsExactly("staff");
        assertThat(session.user(new RolesClaim("realm_access.roles")).roles()).containsExactly("admin");
        assertThat(session.user(new RolesClaim("groups")).roles()).containsExactly("staff");
    }

    @Test
    void a_changed_session_shows_its_own_tokens_beside_the_same_claims() {
        Session before = session("{\"name\":\"Alice\"}");
        SignedInUser shownBefore = before.user(new RolesClaim("roles"));
        assertThat(shownBefore.claim("name")).isEqualTo("Alice");

        SignedInUser shownAfter = before.with(Map.of("tenant", "acme")).user(new RolesClaim("roles"));

        assertThat(shownAfter.attributes()).containsEntry("tenant", "acme");
        assertThat(shownAfter.claims()).isEqualTo(shownBefore.claims());
        assertThat(shownBefore.attributes()).isEmpty();
    }
}
