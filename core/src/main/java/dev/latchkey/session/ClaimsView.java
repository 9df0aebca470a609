package dev.latchkey.session;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of a session, parsed when somebody looks: most requests ask for none. Thread-safe; cannot be changed. */
final class ClaimsView extends AbstractMap<String, Object> {
    private final Session session;

    ClaimsView(Session session) {
        this.session = session;
    }

    @Override
    public @Nullable Object get(Object name) {
        return session.claims().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return session.claims().containsKey(name);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return session.claims().entrySet();
    }
}
