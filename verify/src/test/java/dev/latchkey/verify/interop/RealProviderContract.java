package dev.latchkey.verify.interop;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must work with every real provider that offers it; a subclass starts one for all its tests. */
@Tag("interop")
abstract class RealProviderContract {
    /** The provider, running. */
    abstract RealProvider provider();

    Set<Feature> offered() {
        return provider().offered();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("offered")
    void what_the_provider_offers_works(Feature feature) throws IOException {
        feature.scenario().play(Visit.at(provider()));
    }
}
