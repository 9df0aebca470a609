package dev.latchkey.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Programs of this machine: in the path, or where Debian keeps them. */
final class Programs {
    private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

    private Programs() {}

    /**
     * A program.
     *
     * @param debianPackage what to install if it is missing
     */
    static Path find(String name, String debianPackage) throws IOException {
        return directories()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("The program " + name
                        + " is neither in PATH nor where Debian keeps it; try: apt-get install " + debianPackage));
    }

    private static Stream<Path> directories() throws IOException {
        Stream<Path> inPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":", -1))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
        Stream<Path> usual = Stream.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));
        return Stream.of(inPath, usual, postgresql().stream()).flatMap(directories -> directories);
    }

    /** Newest version first. */
    private static List<Path> postgresql() throws IOException {
        if (!Files.isDirectory(POSTGRESQL)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(POSTGRESQL)) {
            return versions.sorted(Comparator.comparingInt(Programs::version).reversed())
                    .map(version -> version.resolve("bin"))
                    .toList();
        }
    }

    private static int version(Path directory) {
        String digits = String.valueOf(directory.getFileName()).replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
