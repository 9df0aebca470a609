package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/interoperability.md} says what the real providers' tests run; nothing is started for this. */
class InteroperabilityTableTest {
    private static final List<String> COLUMNS =
            List.of("Feature", KeycloakServer.NAME, NodeOidcProvider.NAME, SpringAuthorizationServer.NAME);

    @Test
    void every_feature_has_a_row_and_every_row_is_a_feature() throws IOException {
        assertThat(features().stream().map(row -> row.get(0)))
                .containsExactlyElementsOf(names(EnumSet.allOf(Feature.class)));
    }

    @Test
    void every_table_has_the_same_columns() throws IOException {
        assertThat(rows())
                .filteredOn(row -> row.contains("Feature"))
                .isNotEmpty()
                .containsOnly(COLUMNS);
    }

    @Test
    void a_provider_says_yes_to_exactly_what_its_tests_run() throws IOException {
        assertThat(saysYes(1)).containsExactlyElementsOf(names(KeycloakServer.OFFERED));
        assertThat(saysYes(2)).containsExactlyElementsOf(names(NodeOidcProvider.OFFERED));
        assertThat(saysYes(3)).containsExactlyElementsOf(names(SpringAuthorizationServer.OFFERED));
    }

    @Test
    void every_no_has_a_reason() throws IOException {
        assertThat(features())
                .allSatisfy(row -> assertThat(row.subList(1, COLUMNS.size()))
                        .allMatch(cell -> cell.matches("yes|no: .+|not offered"), row.get(0)));
    }

    @Test
    void page_names_the_versions_that_run() throws IOException {
        assertThat(page())
                .contains(
                        "Keycloak " + found("verify/pom.xml", "<keycloak\\.version>([^<]+)<"),
                        "`oidc-provider` "
                                + found("verify/src/test/node/package.json", "\"oidc-provider\": \"~(\\d+\\.\\d+)\\."),
                        "Spring Boot " + found("pom.xml", "<spring-boot\\.version>([^<]+)<"));
    }

    private static List<String> saysYes(int column) throws IOException {
        return features().stream()
                .filter(row -> row.get(column).equals("yes"))
                .map(row -> row.get(0))
                .toList();
    }

    private static List<String> names(Set<Feature> features) {
        return features.stream().map(Feature::toString).toList();
    }

    private static List<List<String>> features() throws IOException {
        return rows().stream().filter(row -> !row.equals(COLUMNS)).toList();
    }

    private static List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : page().lines().toList()) {
            if (line.startsWith("| ")) {
                rows.add(List.of(line.substring(2).split(" *\\| *", -1)).subList(0, COLUMNS.size()));
            }
        }
        return rows;
    }

    private static String page() throws IOException {
        return Files.readString(Repository.root().resolve("docs/interoperability.md"));
    }

    private static String found(String file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern)
                .matcher(Files.readString(Repository.root().resolve(file)));
        assertThat(matcher.find()).as(file).isTrue();
        return matcher.group(1);
    }
}
