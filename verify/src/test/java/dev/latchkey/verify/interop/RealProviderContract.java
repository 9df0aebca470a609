package dev.latchkey.verify.interop;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every feature that a real provider has works with it; a subclass starts one for all its tests. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealProviderContract {
    /** The provider, running. */
    abstract RealProvider provider();

    List<Feature> features() {
        return provider().product().features();
    }

    @ParameterizedTest
    @MethodSource("features")
    void works(Feature feature) throws IOException {
        feature.tryWith(provider());
    }
}
