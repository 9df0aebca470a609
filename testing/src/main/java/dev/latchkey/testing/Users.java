package dev.latchkey.testing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The users that the provider offers on its page. Thread-safe. */
final class Users {
    private final Map<String, TestUser> users = new ConcurrentSkipListMap<>(TestUser.defaults());

    Users(List<TestUser> users) {
        users.forEach(this::add);
    }

    void add(TestUser user) {
        users.put(user.subject(), user);
    }

    /** The user of this name; anybody may sign in, known or not. */
    TestUser named(String subject) {
        TestUser user = users.get(subject);
        return user != null ? user : TestUser.of(subject).claim("name", subject).claim("preferred_username", subject);
    }

    Collection<TestUser> all() {
        return users.values();
    }
}
