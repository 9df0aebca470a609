package dev.latchkey.performance;

import dev.latchkey.store.RevocableSessionStore;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A store that remembers how it was called. */
final class CountedStore {
    private final List<String> calls = new ArrayList<>();
    private final RevocableSessionStore counted;

    CountedStore(RevocableSessionStore store) {
        counted = (RevocableSessionStore) Proxy.newProxyInstance(
                RevocableSessionStore.class.getClassLoader(),
                new Class<?>[] {RevocableSessionStore.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.invoke(store, arguments);
                });
    }

    /** The store that is called. */
    RevocableSessionStore counted() {
        return counted;
    }

    /** The methods that were called since the last call of this. */
    List<String> take() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }
}
