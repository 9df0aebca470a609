package dev.latchkey.testing.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** What the provider does with a request that it has read. */
@FunctionalInterface
public interface Answer {
    /** Answers, or pointedly does not; the exchange is closed afterwards. */
    void send(HttpExchange exchange) throws IOException;
}
