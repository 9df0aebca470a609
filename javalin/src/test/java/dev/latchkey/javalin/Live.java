package dev.latchkey.javalin;

import dev.latchkey.testing.TestBrowser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A WebSocket client with the cookies of a browser. */
final class Live {
    private Live() {}

    /** Opens a WebSocket, waits for its first message and closes it. */
    static String firstMessage(String url, TestBrowser browser) throws Exception {
        return firstMessage(url, "Cookie", cookies(url, browser));
    }

    /** The same, with a header field instead of cookies. */
    static String firstMessage(String url, String header, String value) throws Exception {
        CompletableFuture<String> message = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header(header, value)
                .buildAsync(URI.create(url.replace("http:", "ws:")), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        message.complete(data.toString());
                        return CompletableFuture.completedFuture(null);
                    }
                })
                .get(30, TimeUnit.SECONDS);
        try {
            return message.get(30, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    private static String cookies(String url, TestBrowser browser) {
        return browser.cookies(url).stream()
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
    }
}
