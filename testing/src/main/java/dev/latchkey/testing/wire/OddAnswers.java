package dev.latchkey.testing.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers that no server should give. */
public final class OddAnswers {
    private static final int MEBIBYTE = 1 << 20;

    private OddAnswers() {}

    /** No answer until the latch opens. */
    public static Answer silence(CountDownLatch closed) {
        return exchange -> waitFor(closed, Long.MAX_VALUE);
    }

    /** A status and one byte every 20 ms, without an end until the latch opens. */
    public static Answer dripping(CountDownLatch closed) {
        return exchange -> {
            OutputStream out = start(exchange, 0);
            while (!waitFor(closed, 20)) {
                out.write(' ');
                out.flush();
            }
        };
    }

    /** A JSON object of 64 MiB. */
    public static Answer huge() {
        return exchange -> {
            OutputStream out = start(exchange, 0);
            byte[] block = new byte[MEBIBYTE];
            Arrays.fill(block, (byte) 'a');
            out.write("{\"filler\":\"".getBytes(UTF_8));
            for (int i = 0; i < 64; i++) {
                out.write(block);
            }
            out.write("\"}".getBytes(UTF_8));
        };
    }

    /** The first bytes of a body that was announced to be longer, then the end of the connection. */
    public static Answer half(String body) {
        return exchange -> {
            OutputStream out = start(exchange, body.length() + 1000L);
            out.write(body.getBytes(UTF_8));
            out.flush();
        };
    }

    /** An answer in JSON in another charset than UTF-8, which it says. */
    public static Answer inCharset(Reply reply, Charset charset) {
        byte[] bytes = reply.body().getBytes(charset);
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=" + charset);
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** The end of the connection. */
    public static Answer hangUp() {
        return HttpExchange::close;
    }

    private static OutputStream start(HttpExchange exchange, long length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, length);
        return exchange.getResponseBody();
    }

    private static boolean waitFor(CountDownLatch latch, long milliseconds) throws IOException {
        try {
            return latch.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the provider is closing");
        }
    }
}
