package dev.latchkey.internal;

import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** {@link HttpTransport} over the JDK's client. */
public final class JdkHttpTransport implements HttpTransport {
    private final Lazy<HttpClient> client;

    /**
     * Over a client without cookie handler that never follows redirects. It is made at the first call: to read the
     * certificate authorities would take most of the time in which an application starts.
     */
    public JdkHttpTransport(Supplier<HttpClient> source) {
        this.client = new Lazy<>(source);
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.get().sendAsync(request(call), info -> new BoundedBody(call.maxBody()));
        try {
            // The request's own timeout ends with the headers; a body that drips for ever needs this one.
            return answer(exchange.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete answer within " + call.timeout());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    private static HttpRequest request(HttpCall call) throws IOException {
        String body = call.body();
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                    .timeout(call.timeout())
                    .method(
                            call.method(),
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            call.headers().forEach(request::setHeader);
            return request.build();
        } catch (IllegalArgumentException e) {
            // The cause's message would show the header's value.
            throw new IOException("a header field or the URL cannot be sent");
        }
    }

    private static HttpAnswer answer(HttpResponse<byte[]> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return new HttpAnswer(response.statusCode(), headers, response.body());
    }
}
