package dev.latchkey.session;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where a user's roles are among the claims: a claim's name, or a path into nested claims such as
 * {@code realm_access.roles}.
 *
 * @param path the name or path
 */
public record RolesClaim(String path) {
    /** The roles: the members of an array, or the words of a string separated by spaces or commas. */
    List<String> in(Map<String, Object> claims) {
        Object value = value(claims, path);
        if (value instanceof List<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        if (value instanceof String text) {
            return Arrays.stream(text.split("[ ,]+"))
                    .filter(role -> !role.isEmpty())
                    .toList();
        }
        return List.of();
    }

    /** A claim whose whole name has dots, such as a URL, wins over a path. */
    private static Object value(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        if (whole != null) {
            return whole;
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                return value(inner, path.substring(dot + 1));
            }
        }
        return "";
    }
}
