package dev.latchkey.certification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.latchkey.http.RequestBody;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests and responses of the JDK's server as Latchkey has them. */
final class Exchanges {
    private static final int MAX_UNREAD = 16 * 1024 * 1024;
    private static final int BUFFER = 16 * 1024;

    private Exchanges() {}

    static WebRequest request(HttpExchange exchange) {
        return new WebRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                name -> exchange.getRequestHeaders().getOrDefault(name, List.of()),
                new KeptBody(exchange.getRequestBody()));
    }

    /** The response, after what is left of the request was read: to leave it would cut the connection under the response. */
    static void write(HttpExchange exchange, WebResponse response) throws IOException {
        drain(exchange.getRequestBody());
        response.headers().forEach(exchange.getResponseHeaders()::set);
        for (SetCookie cookie : response.cookies()) {
            exchange.getResponseHeaders().add("Set-Cookie", cookie.header());
        }
        byte[] body = response.body().getBytes(UTF_8);
        boolean isBare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), isBare ? -1 : body.length);
        if (!isBare) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int left = MAX_UNREAD;
        int read = body.read(buffer);
        while (read >= 0 && left > 0) {
            left -= read;
            read = body.read(buffer);
        }
    }

    /** A body that can be asked for more than once, with the same limit. */
    private static final class KeptBody implements RequestBody {
        private final InputStream stream;
        private byte @Nullable [] kept;

        KeptBody(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public byte[] read(int limit) throws IOException {
            if (kept == null) {
                kept = stream.readNBytes(limit);
            }
            return Arrays.copyOf(kept, Math.min(limit, kept.length));
        }
    }
}
