package dev.latchkey.session;

import static dev.latchkey.session.SessionFixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.SignedInUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the application reads from a session. */
class SignedInUserTest {
    private static SignedInUser user(Map<String, Object> claims, String rolesClaim) {
        return session("id", claims, 10, 10).user(new RolesClaim(rolesClaim));
    }

    @Test
    void the_principal_is_issuer_and_subject() {
        SignedInUser user = user(Map.of("sub", "alice", "name", "Alice"), "roles");

        assertThat(user.getName()).isEqualTo("https://idp.example.com#alice");
        assertThat(user.displayName()).isEqualTo("Alice");
        assertThat(user.attributes()).containsEntry("tenant", "north");
        assertThat(user.tokens()).hasToString("Tokens[redacted]");
    }

    @Test
    void a_display_name_is_never_blank() {
        assertThat(user(Map.of("name", " ", "email", "a@example.com"), "roles").displayName())
                .isEqualTo("a@example.com");
        assertThat(user(Map.of("name", 7), "roles").displayName()).isEqualTo("alice");
    }

    @Test
    void roles_are_an_array_or_words() {
        assertThat(user(Map.of("roles", List.of("admin", 7, "user")), "roles").roles())
                .containsExactly("admin", "user");
        assertThat(user(Map.of("roles", "admin, user  audit"), "roles").roles())
                .containsExactly("admin", "user", "audit");
        assertThat(user(Map.of("roles", 7), "roles").roles()).isEmpty();
        assertThat(user(Map.of(), "roles").roles()).isEmpty();
        assertThat(user(Map.of("roles", List.of("admin")), "roles").hasRole("admin"))
                .isTrue();
    }

    @Test
    void roles_may_be_nested_and_claim_names_may_have_dots() {
        Map<String, Object> nested = Map.of(
                "realm_access", Map.of("roles", List.of("a")),
                "resource_access", Map.of("my.client", Map.of("roles", List.of("b"))),
                "https://example.com/roles", List.of("c"));

        assertThat(user(nested, "realm_access.roles").roles()).containsExactly("a");
        assertThat(user(nested, "resource_access.my.client.roles").roles()).containsExactly("b");
        assertThat(user(nested, "https://example.com/roles").roles()).containsExactly("c");
        assertThat(user(nested, "realm_access.none.roles").roles()).isEmpty();
        assertThat(user(nested, "").roles()).isEmpty();
        assertThat(user(nested, ".").roles()).isEmpty();
    }
}
