package dev.latchkey.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims inside claims, by a path such as {@code realm_access.roles}. */
public final class ClaimPath {
    private ClaimPath() {}

    /** The value there; null if there is none. A claim whose whole name has dots, such as a URL, wins over a path. */
    public static @Nullable Object value(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        if (whole != null) {
            return whole;
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                return value(inner, path.substring(dot + 1));
            }
        }
        return null;
    }
}
