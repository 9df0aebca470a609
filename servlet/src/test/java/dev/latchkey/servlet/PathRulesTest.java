package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.Access;
import dev.latchkey.failure.Misconfigured;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathRulesTest {
    private static final Access ORDERS = Access.signedIn("orders");
    private static final Access ADMIN = Access.signedIn("admin");
    private static final PathRules RULES = PathRules.none()
            .with("/*", Access.anyone())
            .with("/orders/*", ORDERS)
            .with("/orders/admin", ADMIN)
            .with("/orders/public/*", Access.anyone())
            .with("/exact", Access.signedIn());

    @ParameterizedTest
    @CsvSource({
        "/, false",
        "/order, false",
        "/ordersx, false",
        "/exact, true",
        "/exact/, true",
        "/exact/below, false",
        "/orders, true",
        "/orders/, true",
        "/orders/1, true",
        "/ORDERS/1, true",
        "/order\u017f/1, true",
        "/orders/public, false",
        "/orders/public/1, false",
        "/orders/publicx, true",
        "/orders/public/../1, true",
        "/orders/public/%2e%2e/1, true",
        "/orders/public/..;x/1, true",
        "//orders/1, true",
        "/./orders/1, true",
        "/x/..\\orders/1, true",
        "/%6frders, true",
        "/%zz, false",
        "/%, false",
        "/.., false"
    })
    void the_longest_pattern_decides_and_odd_spellings_only_make_it_stricter(String path, boolean needsLogin) {
        assertThat(Access.anyone().equals(RULES.find(Access.anyone(), path))).isNotEqualTo(needsLogin);
    }

    @Test
    void one_path_is_more_exact_than_everything_below_it() {
        assertThat(RULES.find(Access.anyone(), "/orders/admin")).isEqualTo(ADMIN);
        assertThat(RULES.find(Access.anyone(), "/orders/admin/1")).isEqualTo(ORDERS);
    }

    @Test
    void a_path_without_a_pattern_gets_the_default() {
        PathRules rules = PathRules.none().with("/open", Access.anyone());

        assertThat(rules.find(ADMIN, "/other")).isEqualTo(ADMIN);
        assertThat(rules.find(ADMIN, "/open")).isEqualTo(Access.anyone());
        assertThat(PathRules.none().find(ADMIN, "/open")).isEqualTo(ADMIN);
    }

    @Test
    void of_several_spellings_the_one_that_needs_a_login_decides() {
        assertThat(RULES.find(Access.anyone(), "/x", "/orders/1")).isEqualTo(ORDERS);
        assertThat(RULES.find(Access.anyone(), "/orders/1", "/x")).isEqualTo(ORDERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/staff/x",
                "/STAFF/x",
                "//staff/x",
                "/%73taff/x",
                "/%2573taff/../%73taff/x",
                "/x/../staff/x",
                "/open/../staff/x",
                "/staff;a/x"
            })
    void a_login_at_one_provider_decides_over_a_login_at_any(String path) {
        Access staff = Access.signedIn("staff");
        PathRules rules = PathRules.none().with("/staff/*", staff).with("/open/*", Access.anyone());

        assertThat(rules.find(Access.signedIn(), path)).isEqualTo(staff);
        assertThat(rules.find(Access.anyone(), path)).isEqualTo(staff);
        assertThat(rules.find(Access.signedIn(), "/open/x", path)).isEqualTo(staff);
        assertThat(rules.find(Access.signedIn(), path, "/open/x")).isEqualTo(staff);
    }

    @Test
    void spellings_that_ask_for_different_providers_have_no_access() {
        PathRules rules = PathRules.none()
                .with("/staff/*", Access.signedIn("staff"))
                .with("/guests/*", Access.signedIn("guests"));

        assertThat(rules.find(Access.signedIn(), "/guests/../staff/x")).isNull();
        assertThat(rules.find(Access.signedIn(), "/guests/x", "/staff/x")).isNull();
        assertThat(rules.find(Access.signedIn("other"), "//staff/x")).isNull();
        assertThat(rules.find(Access.signedIn("other"), "/staff/x")).isEqualTo(Access.signedIn("staff"));
    }

    @Test
    void a_login_of_which_more_is_asked_decides_over_one_of_which_nothing_is() {
        Access admin = Access.signedIn().withRole("admin");
        PathRules rules = PathRules.none().with("/admin/*", admin);

        assertThat(rules.find(Access.signedIn(), "/ADMIN/x")).isEqualTo(admin);
        assertThat(rules.find(Access.anyone(), "//admin/x")).isEqualTo(admin);
    }

    @Test
    void spellings_that_ask_for_a_login_and_for_an_access_token_have_no_access() {
        for (Access access : List.of(Access.bearer("read"), Access.signedInOrBearer("read"))) {
            PathRules rules = PathRules.none().with("/api/*", access);

            assertThat(rules.find(Access.signedIn(), "/api/x")).isEqualTo(access);
            assertThat(rules.find(Access.signedIn(), "/API/x")).isNull();
            assertThat(rules.find(Access.signedIn("staff"), "/API/x")).isNull();
            assertThat(rules.find(Access.anyone(), "/API/x")).isEqualTo(access);
        }
    }

    @Test
    void patterns_that_differ_in_letter_case_alone_must_agree() {
        PathRules rules = PathRules.none().with("/Staff/*", Access.anyone());

        assertThatThrownBy(() -> rules.with("/staff/*", Access.signedIn()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("letter case aside");
        assertThat(rules.with("/staff/*", Access.anyone()).find(Access.signedIn(), "/staff/x"))
                .isEqualTo(Access.anyone());
        assertThat(rules.with("/staff", Access.signedIn()).find(Access.anyone(), "/STAFF"))
                .isEqualTo(Access.signedIn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "*.html", "/a/*/b", "/a*", "/a?", "/**", "https://x/*"})
    void what_is_no_pattern_is_refused(String pattern) {
        assertThatThrownBy(() -> PathRules.none().with(pattern, Access.anyone()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("'path pattern' is \"" + pattern + "\"");
    }

    @Test
    void a_pattern_that_is_set_twice_is_refused() {
        assertThatThrownBy(() -> RULES.with("/orders/*", Access.anyone()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("\"/orders/*\" is set twice");
    }
}
