package dev.latchkey.verify.architecture;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A published module, found on the class path as a directory of classes or as a jar. */
enum LatchkeyModule {
    CORE("dev.latchkey.failure"),
    SERVLET("dev.latchkey.servlet"),
    JAVALIN("dev.latchkey.javalin"),
    SESSION_REDIS("dev.latchkey.redis"),
    SESSION_JDBC("dev.latchkey.jdbc"),
    TESTING("dev.latchkey.testing");

    private final String anchorPackage;

    LatchkeyModule(String anchorPackage) {
        this.anchorPackage = anchorPackage;
    }

    /** The directory's name in the repository. */
    String directory() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The directory of classes, or the jar. */
    Path location() {
        String anchor = anchorPackage.replace('.', '/') + "/package-info.class";
        URL url = LatchkeyModule.class.getClassLoader().getResource(anchor);
        if (url == null) {
            throw new IllegalStateException(anchor + " is not on the class path: is " + this + " built?");
        }
        try {
            String classes = url.toString();
            String location = classes.substring(0, classes.length() - anchor.length());
            return Path.of(new URI(location.replaceFirst("^jar:", "").replaceFirst("!/$", "")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The packages that {@code module-info} exports to everybody; without one, those not named internal. */
    List<String> exportedPackages() throws IOException {
        Optional<ModuleDescriptor> descriptor = descriptor();
        if (descriptor.isEmpty()) {
            return packages().filter(name -> !name.contains(".internal")).toList();
        }
        return descriptor.get().exports().stream()
                .filter(Predicate.not(ModuleDescriptor.Exports::isQualified))
                .map(ModuleDescriptor.Exports::source)
                .sorted()
                .toList();
    }

    /** The binary names of all classes, sorted. */
    List<String> classNames() throws IOException {
        if (Files.isDirectory(location())) {
            return classNames(location());
        }
        try (FileSystem jar = FileSystems.newFileSystem(location())) {
            return classNames(jar.getPath("/"));
        }
    }

    private Stream<String> packages() throws IOException {
        return classNames().stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .distinct();
    }

    private Optional<ModuleDescriptor> descriptor() throws IOException {
        if (Files.isDirectory(location())) {
            return descriptor(location());
        }
        try (FileSystem jar = FileSystems.newFileSystem(location())) {
            return descriptor(jar.getPath("/"));
        }
    }

    private static Optional<ModuleDescriptor> descriptor(Path root) throws IOException {
        Path file = root.resolve("module-info.class");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            return Optional.of(ModuleDescriptor.read(in));
        }
    }

    private static List<String> classNames(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.contains("-info.class") && !name.startsWith("META-INF/"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }
}
