package dev.latchkey.testing;

/** How a client notices one misbehaviour; fails if it does not. */
@FunctionalInterface
interface Observation {
    void observe(TestProvider provider, HandmadeClient client);
}
