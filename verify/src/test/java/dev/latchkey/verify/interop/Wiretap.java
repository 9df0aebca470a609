package dev.latchkey.verify.interop;

import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Sends an application's calls to its provider, and keeps them with their answers. Thread-safe. */
final class Wiretap implements HttpTransport {
    // The first calls to a provider that has just started take seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    /** A call and its answer. */
    record Exchange(HttpCall call, HttpAnswer answer) {}

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        String body = call.body();
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(call.uri()).timeout(PATIENCE).method(call.method(), publisher);
        call.headers().forEach(request::header);
        HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
        Map<String, String> headers = response.headers().map().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().get(0)));
        HttpAnswer answer = new HttpAnswer(response.statusCode(), headers, response.body());
        exchanges.add(new Exchange(call, answer));
        return answer;
    }

    /** The calls whose body contains this, oldest first. */
    List<Exchange> withBody(String text) {
        return exchanges.stream()
                .filter(exchange -> String.valueOf(exchange.call().body()).contains(text))
                .toList();
    }

    /** The calls to this address, oldest first. */
    List<Exchange> to(Object uri) {
        return exchanges.stream()
                .filter(exchange -> exchange.call().uri().equals(uri))
                .toList();
    }
}
