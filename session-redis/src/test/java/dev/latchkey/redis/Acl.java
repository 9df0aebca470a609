package dev.latchkey.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for a user, as docs/redis.md shows them. */
final class Acl {
    private static final String BEFORE = "~latchkey:* ";

    private Acl() {}

    /** The arguments of redis-cli for a user with those rules. */
    static List<String> setUser(String name, String password, String prefix) {
        List<String> arguments =
                new ArrayList<>(List.of("acl", "setuser", name, "on", ">" + password, "resetchannels"));
        arguments.add("~" + prefix + "*");
        arguments.addAll(commands());
        return arguments;
    }

    /** What a user may do besides in a cluster. */
    static List<String> inCluster() {
        Matcher rules = Pattern.compile("A cluster needs `([^`]+)`").matcher(page());
        if (!rules.find()) {
            throw new IllegalStateException("The documentation names no rules for a cluster.");
        }
        return List.of(rules.group(1).split(" "));
    }

    private static List<String> commands() {
        String line =
                page().lines().filter(text -> text.contains(BEFORE)).findFirst().orElseThrow();
        return List.of(line.substring(line.indexOf(BEFORE) + BEFORE.length()).split(" "));
    }

    private static String page() {
        try {
            return Files.readString(Path.of("..", "docs", "redis.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
