package dev.latchkey.testing.store;

import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionStore;

class InMemorySessionStoreContractTest extends RevocableSessionStoreContract {
    private final RevocableSessionStore store = SessionStore.inMemory(10_000, clock);

    @Override
    protected RevocableSessionStore store() {
        return store;
    }

    @Override
    protected RevocableSessionStore otherNode() {
        return store;
    }
}
