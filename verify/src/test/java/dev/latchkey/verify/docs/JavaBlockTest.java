package dev.latchkey.verify.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JavaBlockTest {
    @Test
    void every_java_block_of_the_documentation_is_compiled_by_the_build() throws IOException {
        List<String> compiled = compiledSources();

        List<JavaBlock> blocks = JavaBlock.all();

        assertThat(blocks).isNotEmpty();
        assertThat(blocks)
                .as("Java blocks that are no excerpt of a file in examples/ or src/test/java")
                .filteredOn(block -> compiled.stream().noneMatch(source -> source.contains(block.normalized())))
                .isEmpty();
    }

    private static List<String> compiledSources() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Repository.root())) {
            for (Path file : files.filter(JavaBlockTest::isShown).toList()) {
                sources.add(JavaBlock.normalize(Files.readString(file)));
            }
        }
        return sources;
    }

    private static boolean isShown(Path file) {
        String path = Repository.root().relativize(file).toString().replace('\\', '/');
        return path.endsWith(".java") && (path.matches("examples/[^/]+/src/.*") || path.contains("/src/test/java/"));
    }
}
