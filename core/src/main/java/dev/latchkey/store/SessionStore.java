package dev.latchkey.store;

import java.time.InstantSource;

/** Where sessions are kept. */
public sealed interface SessionStore permits CookieSessionStore, ServerSessionStore {
    /**
     * In an encrypted cookie, the default: nothing to run, and a session survives a restart. It holds no refresh token.
     * A session that was signed out is refused by the node where that happened.
     */
    static SessionStore cookie() {
        return CookieSessionStore.INSTANCE;
    }

    /** In this process's memory, at most a million of them: a restart signs everybody out. */
    static RevocableSessionStore inMemory() {
        return inMemory(1_000_000);
    }

    /** In this process's memory, at most so many of them: beyond that, those that end soonest are dropped. */
    static RevocableSessionStore inMemory(int maxSessions) {
        return inMemory(maxSessions, InstantSource.system());
    }

    /** The same, with another clock. */
    static RevocableSessionStore inMemory(int maxSessions, InstantSource clock) {
        return new InMemorySessionStore(maxSessions, clock);
    }
}
