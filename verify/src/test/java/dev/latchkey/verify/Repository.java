package dev.latchkey.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directories of the checked-out project. */
public final class Repository {
    private static final Path ROOT = find(Path.of("").toAbsolutePath());

    private Repository() {}

    /** The directory of the parent POM. */
    public static Path root() {
        return ROOT;
    }

    /** A file or directory of this module. */
    public static Path verify(String path) {
        return ROOT.resolve("verify").resolve(path);
    }

    /** A directory for build output, created if it does not exist. */
    public static Path output(String path) throws IOException {
        return Files.createDirectories(verify("target").resolve(path));
    }

    private static Path find(Path start) {
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.isRegularFile(directory.resolve("bom/pom.xml"))) {
                return directory;
            }
        }
        throw new IllegalStateException("no checked-out project around " + start);
    }
}
