package dev.latchkey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.fixture.HandClock;
import dev.latchkey.interleaving.Interleavings;
import dev.latchkey.interleaving.Interleavings.Scene;
import dev.latchkey.interleaving.Recorded;
import dev.latchkey.interleaving.Recorded.Call;
import dev.latchkey.interleaving.Step;
import dev.latchkey.interleaving.Turns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever two threads do in whatever order of their steps, there is an order of whole calls that explains it. */
class InMemorySessionStoreInterleavingTest {
    private static final Instant NOW = HandClock.START;
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final SessionGroup ALICE = new SessionGroup("Alice");
    private static final SessionGroup BOB = new SessionGroup("Bob");
    private static final SessionGroup SHARED = new SessionGroup("shared");
    private static final SessionContent FIRST = SessionContent.ofSealed(new byte[] {1});
    private static final SessionContent SECOND = SessionContent.ofSealed(new byte[] {2});

    private static final NewSession A = session("a", List.of(ALICE));
    private static final NewSession B = session("b", List.of(ALICE, SHARED));
    private static final NewSession C = session("c", List.of(BOB, SHARED));

    private static final List<Call<RevocableSessionStore>> END_ALICE =
            List.of(tombstone(ALICE), endAll(ALICE), findAll(ALICE));
    private static final List<List<Call<RevocableSessionStore>>> CHANGES = Stream.concat(
                    Stream.of(create(C), replace(A, SECOND), end("b"), endAll(ALICE), endAll(SHARED), tombstone(BOB))
                            .map(List::of),
                    Stream.of(List.of(tombstone(SHARED), endAll(SHARED))))
            .toList();
    private static final List<List<Call<RevocableSessionStore>>> MEANWHILE = Stream.concat(
                    pairs(List.of(find("a"), find("b"), find("c"))).stream(),
                    Stream.of(create(C), replace(A, FIRST), end("b"), endAll(SHARED), findAll(ALICE), findAll(SHARED))
                            .map(List::of))
            .toList();
    private static final List<Call<RevocableSessionStore>> CALLS_WITH_VALUES =
            List.of(put(1), put(2), value(), removeValue(1), removeValue(2));
    private static final List<Call<RevocableSessionStore>> LAST_LOOK =
            List.of(find("a"), find("b"), find("c"), findAll(ALICE), findAll(SHARED), findAll(BOB), value());

    private static NewSession session(String key, List<SessionGroup> groups) {
        return new NewSession(new StoredSession(key, 0, LATER, FIRST), groups, NOW, NOW, LATER);
    }

    private static Call<RevocableSessionStore> call(
            String what, Function<RevocableSessionStore, @Nullable Object> call) {
        return new Call<>(what, call);
    }

    private static Call<RevocableSessionStore> find(String key) {
        return call("find " + key, store -> store.find(key));
    }

    private static Call<RevocableSessionStore> create(NewSession session) {
        return call("create " + session.session().key(), store -> store.create(session));
    }

    private static Call<RevocableSessionStore> replace(NewSession session, SessionContent content) {
        StoredSession next = session.session().changed(LATER, content);
        return call("replace " + next.key(), store -> store.replaceIfVersion(next, 0));
    }

    private static Call<RevocableSessionStore> end(String key) {
        return call("end " + key, store -> {
            store.end(key);
            return null;
        });
    }

    private static Call<RevocableSessionStore> tombstone(SessionGroup group) {
        return call("tombstone " + group.key(), store -> {
            store.tombstone(group, new Tombstone(NOW, NOW), LATER);
            return null;
        });
    }

    private static Call<RevocableSessionStore> endAll(SessionGroup group) {
        return call("endAll " + group.key(), store -> store.endAll(group));
    }

    private static Call<RevocableSessionStore> findAll(SessionGroup group) {
        return call(
                "findAll " + group.key(), store -> store.findAll(group).stream().collect(Collectors.toSet()));
    }

    private static Call<RevocableSessionStore> put(int value) {
        return call("put " + value, store -> store.putIfAbsent("test:name", new byte[] {(byte) value}, LATER));
    }

    private static Call<RevocableSessionStore> removeValue(int value) {
        return call("remove " + value, store -> store.remove("test:name", new byte[] {(byte) value}));
    }

    private static Call<RevocableSessionStore> value() {
        return call("value", store -> {
            byte[] value = store.value("test:name");
            return value == null ? null : (int) value[0];
        });
    }

    /** The store, whose every access to its map and its lock is a step. */
    private static InMemorySessionStore stepped(Turns turns, ReentrantLock lock) {
        return new InMemorySessionStore(100, () -> NOW, new SteppedMap<>(turns, lock::isHeldByCurrentThread), lock);
    }

    private static SequentialStore sequential() {
        SequentialStore store = new SequentialStore();
        store.create(A);
        store.create(B);
        return store;
    }

    private static int inEveryOrder(
            Turns turns,
            ReentrantLock lock,
            List<Call<RevocableSessionStore>> here,
            List<Call<RevocableSessionStore>> there)
            throws InterruptedException {
        return new Interleavings(turns).playAll(() -> {
            InMemorySessionStore store = stepped(turns, lock);
            store.create(A);
            store.create(B);
            Recorded<RevocableSessionStore> recorded = new Recorded<>();
            return new Scene() {
                @Override
                public List<Runnable> actors() {
                    return List.of(() -> makeAll(here), () -> makeAll(there));
                }

                private void makeAll(List<Call<RevocableSessionStore>> calls) {
                    calls.forEach(call -> {
                        turns.step("calls " + call, Step.EVERYTHING, true);
                        recorded.make(call, store);
                    });
                }

                @Override
                public void check() {
                    LAST_LOOK.forEach(call -> recorded.make(call, store));
                    assertThat(recorded.isExplainedBy(InMemorySessionStoreInterleavingTest::sequential))
                            .as(recorded.toString())
                            .isTrue();
                }
            };
        });
    }

    private static List<List<Call<RevocableSessionStore>>> pairs(List<Call<RevocableSessionStore>> calls) {
        List<List<Call<RevocableSessionStore>>> pairs = new ArrayList<>();
        calls.forEach(first -> calls.forEach(second -> pairs.add(List.of(first, second))));
        return pairs;
    }

    @Test
    void one_thread_changes_sessions_while_another_looks_twice_or_changes_some_too() throws InterruptedException {
        Turns turns = new Turns();
        int orders = 0;
        for (List<Call<RevocableSessionStore>> change : CHANGES) {
            for (List<Call<RevocableSessionStore>> other : MEANWHILE) {
                orders += inEveryOrder(turns, new SteppedLock(turns), change, other);
            }
        }

        assertThat(orders).isGreaterThan(1000);
    }

    @Test
    void two_threads_do_any_two_things_with_a_value() throws InterruptedException {
        Turns turns = new Turns();
        for (List<Call<RevocableSessionStore>> here : pairs(CALLS_WITH_VALUES)) {
            for (List<Call<RevocableSessionStore>> there : pairs(CALLS_WITH_VALUES)) {
                inEveryOrder(turns, new SteppedLock(turns), here, there);
            }
        }
    }

    @Test
    void a_store_without_its_lock_is_found_out() {
        Turns turns = new Turns();

        assertThatThrownBy(() ->
                        inEveryOrder(turns, new NoLock(), List.of(replace(A, FIRST)), List.of(replace(A, SECOND))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("replace a -> true");
        assertThatThrownBy(() -> inEveryOrder(turns, new NoLock(), END_ALICE, List.of(find("a"), find("b"), find("a"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("find a -> ");
    }

    /** A lock that keeps nobody out. */
    private static final class NoLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        @Override
        public void lock() {
            // Come in.
        }

        @Override
        public void unlock() {
            // Go out.
        }
    }
}
