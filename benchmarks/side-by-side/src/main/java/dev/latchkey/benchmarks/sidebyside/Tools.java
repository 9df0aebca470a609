package dev.latchkey.benchmarks.sidebyside;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The programs that the runner starts. */
final class Tools {
    private Tools() {}

    /**
     * Requires these to be installed; they are called as their Debian packages.
     *
     * @throws IllegalStateException if one is not
     */
    static void require(List<String> names) {
        List<String> missing = names.stream().filter(name -> !isInstalled(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "needed: " + String.join(", ", missing) + "; apt-get install " + String.join(" ", missing));
        }
    }

    private static boolean isInstalled(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }
}
