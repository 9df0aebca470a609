package dev.latchkey.session;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims that a session shows, parsed when somebody looks: most requests ask for none. Thread-safe; cannot be changed. */
final class ClaimsView extends AbstractMap<String, Object> {
    private final Shown shown;

    ClaimsView(Shown shown) {
        this.shown = shown;
    }

    @Override
    public @Nullable Object get(Object name) {
        return shown.claims().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return shown.claims().containsKey(name);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return shown.claims().entrySet();
    }
}
