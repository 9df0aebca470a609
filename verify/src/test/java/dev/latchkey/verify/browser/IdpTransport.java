package dev.latchkey.verify.browser;

import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Calls to a host that only browsers were told the address of: it is this machine. */
final class IdpTransport implements HttpTransport {
    private final HttpClient client;
    private final String host;

    IdpTransport(String host, SSLContext trust) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
        this.host = host;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        String body = call.body();
        URI here = URI.create(call.uri().toString().replace("//" + host + ":", "//localhost:"));
        HttpRequest.Builder request = HttpRequest.newBuilder(here)
                .timeout(call.timeout())
                .method(call.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        call.headers().forEach(request::setHeader);
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return new HttpAnswer(response.statusCode(), headers, response.body());
    }
}
