package dev.latchkey.http;

import java.io.IOException;

/** The body of a request; read only by the endpoints that are Latchkey's own. */
@FunctionalInterface
public interface RequestBody {
    /**
     * The first {@code limit} bytes of the body.
     *
     * @throws IOException if the connection breaks
     */
    byte[] read(int limit) throws IOException;
}
