package dev.latchkey.session;

import dev.latchkey.internal.ClaimPath;
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
    public List<String> in(Map<String, Object> claims) {
        Object value = ClaimPath.value(claims, path);
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
}
