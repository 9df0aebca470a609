package dev.latchkey.verify.interop;

import java.io.IOException;

/** What somebody does, and what must come of it, where a feature works. */
@FunctionalInterface
interface Scenario {
    /** Does it; fails if the feature does not work. */
    void play(Visit visit) throws IOException;
}
