package dev.latchkey.example.javalin.docs;

import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.testing.store.RevocableSessionStoreContract;

class MyStoreTest extends RevocableSessionStoreContract {
    private final RevocableSessionStore store = SessionStore.inMemory(1000, clock);

    @Override
    protected RevocableSessionStore store() {
        return store;
    }

    @Override
    protected RevocableSessionStore otherNode() {
        return store;
    }
}
