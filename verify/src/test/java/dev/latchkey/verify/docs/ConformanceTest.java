package dev.latchkey.verify.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.verify.Repository;
import dev.latchkey.verify.certification.TestedFlows;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * {@code docs/conformance.md} and the certification tests say the same: which tests there are, and which flows each of them
 * runs in. A message of a failure has the rows to put into the page.
 */
class ConformanceTest {
    private static final String PACKAGE = "dev.latchkey.verify.certification";
    private static final Path TESTS = Path.of("verify/src/test/java/" + PACKAGE.replace('.', '/'));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| `(\\w+Test\\.\\w+)` \\|$");
    private static final Pattern MENTION = Pattern.compile("`(\\w+Test\\.\\w+)`");
    private static final Pattern SET = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([A-Z_, ]+) \\| ([^|]+) \\|$");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\.\\./([^)#]+)\\)");

    private static String page() throws IOException {
        return Files.readString(Repository.root().resolve("docs/conformance.md"));
    }

    @Test
    void every_certification_test_has_one_row_with_its_flows() throws Exception {
        Map<String, Method> tests = tests();
        Map<String, String> listed = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (MatchResult row : ROW.matcher(page()).results().toList()) {
            String name = row.group(3);
            Method test = tests.get(name);
            if (test == null) {
                wrong.add("there is no such test: " + row.group());
            } else if (listed.put(name, row.group()) != null) {
                wrong.add("there is another row for the test: " + row.group());
            } else if (!says(row.group(2), TestedFlows.of(test))) {
                wrong.add("the test runs in other flows: " + row.group() + "\n  instead: " + row(name, test));
            }
        }
        for (Map.Entry<String, Method> test : tests.entrySet()) {
            if (!listed.containsKey(test.getKey())) {
                wrong.add("there is no row for a test; add: " + row(test.getKey(), test.getValue()));
            }
        }

        assertThat(wrong).as("docs/conformance.md and the tests differ").isEmpty();
        assertThat(listed).hasSizeGreaterThan(50);
    }

    @Test
    void every_test_that_the_page_names_is_in_a_row() throws IOException {
        assertThat(MENTION.matcher(page()).results().map(mention -> mention.group(1)))
                .hasSameSizeAs(ROW.matcher(page()).results().toList());
    }

    @Test
    void every_set_of_flows_is_the_one_that_the_tests_use() throws Exception {
        List<String> wanted = new ArrayList<>();
        TestedFlows.named().forEach((name, flows) -> wanted.add(set(name, flows)));

        assertThat(SET.matcher(page())
                        .results()
                        .map(row -> set(row.group(1), Set.of(row.group(2).split(", ")))))
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(SET.matcher(page()).results().map(MatchResult::group)).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void every_link_leads_to_a_file() throws IOException {
        assertThat(LINK.matcher(page()).results().map(link -> Repository.root().resolve(link.group(1))))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }

    /** Flows are said by the name of a set or one by one; a test that takes none says in its own words where it runs. */
    private static boolean says(String cell, Set<String> flows) throws ReflectiveOperationException {
        String words = cell.replace("`", "").trim();
        Set<String> said = TestedFlows.named().get(words);
        if (said == null) {
            said = new TreeSet<>(Arrays.asList(words.split(", ", -1)));
        }
        boolean isNamed = cell.startsWith("`");
        return isNamed ? said.equals(flows) : flows.isEmpty();
    }

    private static String row(String name, Method test) throws ReflectiveOperationException {
        Set<String> flows = TestedFlows.of(test);
        String cell = TestedFlows.named().entrySet().stream()
                .filter(set -> set.getValue().equals(flows))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(String.join(", ", flows));
        String words = test.getName().replaceAll("_s(?=_|$)", "'s").replace('_', ' ');
        return "| " + words + " | " + (flows.isEmpty() ? "code" : "`" + cell + "`") + " | `" + name + "` |";
    }

    private static String set(String name, Set<String> flows) {
        return "| `" + name + "` | " + String.join(", ", new TreeSet<>(flows)) + " | "
                + String.join(", ", TestedFlows.profiles(flows)) + " |";
    }

    private static Map<String, Method> tests() throws IOException, ClassNotFoundException {
        Map<String, Method> tests = new TreeMap<>();
        try (Stream<Path> files = Files.list(Repository.root().resolve(TESTS))) {
            List<String> types = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith("Test.java"))
                    .map(file -> file.replace(".java", ""))
                    .collect(Collectors.toList());
            for (String type : types) {
                for (Method method : Class.forName(PACKAGE + "." + type).getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class)) {
                        tests.put(type + "." + method.getName(), method);
                    }
                }
            }
        }
        return tests;
    }
}
