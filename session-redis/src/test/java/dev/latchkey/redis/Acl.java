package dev.latchkey.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rules for a user, as docs/redis.md shows them. */
final class Acl {
    private static final String BEFORE = "~latchkey:* ";

    private Acl() {}

    /** The arguments of redis-cli for a user with those rules. */
    static String[] setUser(String name, String password, String prefix) {
        List<String> arguments =
                new ArrayList<>(List.of("acl", "setuser", name, "on", ">" + password, "resetchannels"));
        arguments.add("~" + prefix + "*");
        arguments.addAll(commands());
        return arguments.toArray(String[]::new);
    }

    /** What stands behind the key pattern in the first line with one. */
    static List<String> commands() {
        try {
            String line = Files.readAllLines(Path.of("..", "docs", "redis.md")).stream()
                    .filter(text -> text.contains(BEFORE))
                    .findFirst()
                    .orElseThrow();
            return List.of(
                    line.substring(line.indexOf(BEFORE) + BEFORE.length()).split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
