package dev.latchkey.verify.interop;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeOidcProviderTest extends RealProviderContract {
    private final NodeOidcProvider open;
    private final NodeOidcProvider closed;

    NodeOidcProviderTest() throws IOException, InterruptedException {
        this.open = NodeOidcProvider.start();
        this.closed = NodeOidcProvider.startWithClosedRegistration();
    }

    @Override
    RealProvider provider() {
        return open;
    }

    @Override
    RealProvider closedProvider() {
        return closed;
    }

    @AfterAll
    void stop() {
        open.close();
        closed.close();
    }
}
