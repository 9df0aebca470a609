package dev.latchkey.testing;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The misbehaviours that are active. Thread-safe. */
final class Behaviour {
    private final AtomicBoolean rotationDue = new AtomicBoolean();
    private volatile Set<Misbehaviour> active = Set.of();

    void replace(Collection<Misbehaviour> misbehaviours) {
        EnumSet<Misbehaviour> copy = EnumSet.noneOf(Misbehaviour.class);
        copy.addAll(misbehaviours);
        active = Collections.unmodifiableSet(copy);
        rotationDue.set(is(Misbehaviour.ROTATED_KEY) || is(Misbehaviour.NO_KID_ROTATED));
    }

    boolean is(Misbehaviour misbehaviour) {
        return active.contains(misbehaviour);
    }

    Set<Misbehaviour> active() {
        return active;
    }

    /** True once after a misbehaviour that rotates the keys was activated. */
    boolean takeRotation() {
        return rotationDue.compareAndSet(true, false);
    }
}
