package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.AGGREGATED_CLAIMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.CapturedLog;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenID Connect Core §5.6.2: what is elsewhere is reported, what is nowhere is dropped. */
class ClaimSourcesTest {
    private static final Map<String, Object> ELSEWHERE =
            Map.of("endpoint", "https://secret-path@bank.example.com/secret-path", "access_token", "the-access-token");

    private final FakeProvider network = new FakeProvider();
    private final HandClock clock = new HandClock();
    private final UserClaims userClaims = new UserClaims(Relationships.http(network), Duration.ofSeconds(60), clock);

    private Map<String, Object> claims(Map<String, Object> sourced) {
        Map<String, Object> idToken = new LinkedHashMap<>(Map.of("iss", FakeProvider.ISSUER, "sub", "alice"));
        idToken.putAll(sourced);
        return userClaims.of(Relationships.usual(network, clock), new VerifiedIdToken("x", idToken), null);
    }

    private static Map<String, Object> sourced(Object names, Object sources) {
        return Map.of("_claim_names", names, "_claim_sources", sources);
    }

    @Test
    void distributed_claims_are_left_to_the_application() {
        Map<String, Object> sourced = sourced(Map.of("credit", "s1", "income", "s1"), Map.of("s1", ELSEWHERE));

        assertThat(claims(sourced)).containsAllEntriesOf(sourced).doesNotContainKeys("credit", "income");
        assertThat(network.calls()).isEmpty();
    }

    @Test
    void the_report_names_claims_and_host_and_nothing_that_may_be_secret() {
        assertThat(ClaimSources.report(List.of("credit", "income"), ELSEWHERE))
                .isEqualTo("The claims [credit, income] are at bank.example.com and are not fetched.");
    }

    @Test
    void distributed_claims_stay_while_aggregated_ones_become_claims() {
        String jwt = IdTokens.good().claim("email", "a@example.com").build();

        assertThat(claims(sourced(
                        Map.of("credit", "far", "email", "near"),
                        Map.of("far", ELSEWHERE, "near", Map.of("JWT", jwt), "unused", Map.of("JWT", "x")))))
                .containsEntry("email", "a@example.com")
                .containsEntry("_claim_names", Map.of("credit", "far"))
                .containsEntry("_claim_sources", Map.of("far", ELSEWHERE));
    }

    @Test
    void an_endpoint_that_is_no_url_is_reported_all_the_same() {
        Map<String, Object> sourced =
                sourced(Map.of("credit", "s1"), Map.of("s1", Map.of("endpoint", "not a url\n2026 WARN forged")));

        assertThat(claims(sourced)).containsAllEntriesOf(sourced);
        assertThat(ClaimSources.report(List.of("credit\n"), Map.of("endpoint", "not a url\n2026 WARN forged")))
                .isEqualTo("The claims [credit ] are at an unreadable endpoint and are not fetched.");
    }

    @ParameterizedTest
    @MethodSource
    void names_without_a_source_are_dropped_with_a_warning(Map<String, Object> sourced) {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(claims(sourced)).containsOnlyKeys("iss", "sub");
            assertThat(log.warnings()).isPositive();
        }
    }

    static Stream<Map<String, Object>> names_without_a_source_are_dropped_with_a_warning() {
        Map<String, Object> names = Map.of("credit", "s1");
        return Stream.of(
                sourced(names, Map.of()),
                sourced(names, Map.of("s2", ELSEWHERE)),
                sourced(names, Map.of("s1", "https://bank.example.com")),
                sourced(names, Map.of("s1", Map.of())),
                sourced(names, Map.of("s1", Map.of("endpoint", 7))),
                sourced(Map.of("credit", 7), Map.of("s1", ELSEWHERE)),
                sourced(Map.of("credit", List.of("s1")), Map.of("s1", ELSEWHERE)),
                sourced("credit", Map.of("s1", ELSEWHERE)),
                sourced(names, List.of(ELSEWHERE)),
                Map.of("_claim_names", names),
                Map.of("_claim_sources", Map.of("s1", ELSEWHERE)));
    }

    @Test
    void sixteen_sources_are_enough() {
        Map<String, Object> names = new LinkedHashMap<>();
        Map<String, Object> sources = new LinkedHashMap<>();
        for (int i = 0; i < 16; i++) {
            names.put("claim" + i, "s" + i);
            sources.put("s" + i, ELSEWHERE);
        }
        assertThat(claims(sourced(names, sources))).containsEntry("_claim_sources", sources);

        sources.put("s16", ELSEWHERE);
        Refusal.of(AGGREGATED_CLAIMS, () -> claims(sourced(names, sources)));
    }

    @Test
    void a_foreign_name_cannot_write_a_line_of_the_log() {
        try (CapturedLog log = new CapturedLog()) {
            claims(sourced(Map.of("x\n[main] WARN dev.latchkey - forged", "s1"), Map.of()));
            assertThat(log.text().lines().filter(line -> line.startsWith("[main] WARN dev.latchkey - forged")))
                    .isEmpty();
        }
    }
}
