package dev.latchkey.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** At most one pause per endpoint that waits for its request. Thread-safe. */
final class Pauses {
    private final Map<Endpoint, Pause> waiting = new ConcurrentHashMap<>();

    Pause add(Endpoint endpoint) {
        Pause pause = new Pause();
        waiting.put(endpoint, pause);
        return pause;
    }

    void hold(Endpoint endpoint) {
        Pause pause = waiting.remove(endpoint);
        if (pause != null) {
            pause.hold();
        }
    }
}
