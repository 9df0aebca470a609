package dev.latchkey.verify.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/conformance.md} and the certification tests say the same. */
class ConformanceTest {
    private static final Path TESTS = Path.of("verify/src/test/java/dev/latchkey/verify/certification");
    private static final Pattern LISTED = Pattern.compile("\\| `(\\w+Test\\.\\w+)` \\|");
    private static final Pattern METHOD = Pattern.compile("\\n    void (\\w+)\\(");
    private static final List<String> LIFECYCLE = List.of("stop", "stop_the_application", "forget");

    @Test
    void every_certification_test_is_listed_and_every_listed_test_exists() throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/conformance.md"));

        assertThat(LISTED.matcher(page).results().map(listed -> listed.group(1)))
                .containsExactlyInAnyOrderElementsOf(tests())
                .hasSizeGreaterThan(50);
    }

    private static List<String> tests() throws IOException {
        List<String> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(Repository.root().resolve(TESTS))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                String type = String.valueOf(file.getFileName()).replace(".java", "");
                METHOD.matcher(Files.readString(file))
                        .results()
                        .map(method -> method.group(1))
                        .filter(method -> !LIFECYCLE.contains(method))
                        .forEach(method -> tests.add(type + "." + method));
            }
        }
        return tests;
    }
}
