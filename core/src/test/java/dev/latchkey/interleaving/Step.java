package dev.latchkey.interleaving;

/**
 * Something that an actor is about to do, at one moment.
 *
 * @param actor who
 * @param what in words that are the same every time
 * @param on what it touches; {@link #EVERYTHING}, if it does not commute with anything
 * @param changes whether it may change that
 */
public record Step(int actor, String what, String on, boolean changes) {
    /** What no other step commutes with. */
    public static final String EVERYTHING = "everything";

    /** Does it matter which of the two comes first? */
    boolean mattersTo(Step other) {
        boolean touchesTheSame = on.equals(other.on) || on.equals(EVERYTHING) || other.on.equals(EVERYTHING);
        return actor == other.actor || (touchesTheSame && (changes || other.changes));
    }

    boolean isLike(Step other) {
        return actor == other.actor && what.equals(other.what);
    }

    @Override
    public String toString() {
        return "actor " + actor + ": " + what;
    }
}
