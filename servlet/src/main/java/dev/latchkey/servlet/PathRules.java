package dev.latchkey.servlet;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.http.WebResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which access a path asks for, by patterns as in the Servlet specification (Jakarta Servlet 6.0 §12.2): {@code /path}
 * for one path, {@code /path/*} for a path and everything below. The longest pattern that matches decides, whatever the
 * order. Immutable.
 */
public final class PathRules {
    /** The answer to a path whose spellings ask for different things, of which none is the stricter: 400. */
    public static final Decision.Answer CONTRADICTION = new Decision.Answer(
            WebResponse.text(400, "This path can be read in several ways, which ask for different things.")
                    .header("Cache-Control", "no-store"),
            IdentityChange.NONE);

    private static final PathRules NONE = new PathRules(List.of());

    private final List<Rule> rules;

    private record Rule(String path, String foldedPath, boolean isPrefix, Access access) {
        boolean matches(String requested, boolean isFolded) {
            String own = isFolded ? foldedPath : path;
            return requested.startsWith(own)
                    && (requested.length() == own.length() || (isPrefix && requested.charAt(own.length()) == '/'));
        }

        /** The same pattern again, or one that differs in letter case and asks for something else. */
        boolean contradicts(Rule other) {
            return isPrefix == other.isPrefix
                    && foldedPath.equals(other.foldedPath)
                    && (path.equals(other.path) || !access.equals(other.access));
        }
    }

    private PathRules(List<Rule> rules) {
        this.rules = rules;
    }

    /** No rule. */
    public static PathRules none() {
        return NONE;
    }

    /**
     * These rules and one more.
     *
     * @throws Misconfigured if the pattern is not a path, has a rule already, or differs in letter case alone from one that
     *     asks for something else
     */
    public PathRules with(String pattern, Access access) {
        boolean isPrefix = pattern.endsWith("/*");
        String path = isPrefix ? pattern.substring(0, pattern.length() - 2) : pattern;
        if (!pattern.startsWith("/") || path.indexOf('*') >= 0 || path.indexOf('?') >= 0) {
            throw Misconfigured.setting(
                    "path pattern",
                    "is \"" + pattern + "\"",
                    "\"/path\" for one path, or \"/path/*\" for all below it");
        }
        Rule added = new Rule(path, PathSpelling.folded(path), isPrefix, access);
        if (rules.stream().anyMatch(added::contradicts)) {
            throw Misconfigured.setting(
                    "path pattern", "\"" + pattern + "\" is set twice", "each pattern once, letter case aside");
        }
        List<Rule> all = new ArrayList<>(rules);
        all.add(added);
        return new PathRules(List.copyOf(all));
    }

    /**
     * The access for a path.
     *
     * <p>Containers, file servers and frameworks differ in what they take for the same path: letter case, slashes, dot
     * segments, path parameters, percent escapes. Where the spellings of one path lead to different rules, the strictest
     * decides: a login over none, a login of which more is asked over any.
     *
     * @param otherwise the access where no rule speaks of the path
     * @param spellings the path as the container decoded it, and any other spelling the framework routes by
     * @return the access; null if none of those that the spellings ask for is the strictest, such as logins at different
     *     providers, or a login and an access token: answer {@link #CONTRADICTION}
     */
    public @Nullable Access find(Access otherwise, String... spellings) {
        if (rules.isEmpty()) {
            return otherwise;
        }
        Set<Access> found = new HashSet<>();
        for (String spelling : spellings) {
            String plain = PathSpelling.plain(spelling);
            add(found, otherwise, spelling);
            if (!plain.equals(spelling)) {
                add(found, otherwise, plain);
            }
        }
        return found.size() == 1 ? found.iterator().next() : strictest(found);
    }

    private void add(Set<Access> found, Access otherwise, String path) {
        found.add(best(otherwise, path, false));
        found.add(best(otherwise, PathSpelling.folded(path), true));
    }

    private static @Nullable Access strictest(Set<Access> all) {
        List<Access> others = all.stream()
                .filter(access -> !access.equals(Access.anyone()) && !access.equals(Access.signedIn()))
                .toList();
        if (others.isEmpty()) {
            return all.contains(Access.signedIn()) ? Access.signedIn() : Access.anyone();
        }
        boolean isStricter = others.get(0) instanceof Access.SignedIn || !all.contains(Access.signedIn());
        return others.size() == 1 && isStricter ? others.get(0) : null;
    }

    private Access best(Access otherwise, String requested, boolean isFolded) {
        Rule best = null;
        for (Rule rule : rules) {
            if (rule.matches(requested, isFolded) && (best == null || rank(rule) > rank(best))) {
                best = rule;
            }
        }
        return best == null ? otherwise : best.access();
    }

    /** Longer is more exact; one path is more exact than everything below it. */
    private static int rank(Rule rule) {
        return 2 * rule.path().length() + (rule.isPrefix() ? 0 : 1);
    }
}
