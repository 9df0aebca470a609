package dev.latchkey.verify.interop;

import java.io.IOException;

/** What is done, and what must come of it, to show that a feature works with a real provider. */
@FunctionalInterface
interface Scenario {
    void play(Journey journey) throws IOException;
}
