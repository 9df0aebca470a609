package dev.latchkey.testing;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends the requests of browsers, one at a time, without following redirects. Thread-safe. */
final class BrowserHttp {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_REDIRECTS = 20;

    private final HttpClient client;

    BrowserHttp(HttpClient client) {
        this.client = client;
    }

    /** The client of all browsers that were not given their own; it is made on first use. */
    static final class Shared {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LONGEST)
                .build();

        private Shared() {}
    }

    /** Goes through all redirects. */
    Page follow(Navigation first, CookieJar cookies) {
        Navigation navigation = first;
        Page page = step(navigation, cookies);
        while (isRedirect(page)) {
            if (navigation.chain().size() > MOST_REDIRECTS) {
                throw new IllegalStateException("more than 20 redirects: " + navigation.chain());
            }
            navigation = navigation.redirected(page.status(), page.location());
            page = step(navigation, cookies);
        }
        return page;
    }

    /** One request. */
    Page step(Navigation navigation, CookieJar cookies) {
        FormBody form = navigation.form();
        List<BrowserCookie> sent = cookies.matching(navigation.target(), navigation::allows);
        List<URI> redirects = navigation.chain().subList(1, navigation.chain().size());
        return send(
                navigation.method(),
                navigation.target(),
                navigation.headers(),
                sent,
                form == null ? null : form.text(),
                cookies,
                redirects);
    }

    /** One request with these headers; cookies only come along if none of them is Cookie. */
    Page send(String method, URI target, Map<String, String> headers, @Nullable String body, CookieJar cookies) {
        boolean ownCookies = headers.keySet().stream().anyMatch("cookie"::equalsIgnoreCase);
        List<BrowserCookie> sent = ownCookies ? List.of() : cookies.matching(target, cookie -> true);
        return send(method, target, headers, sent, body, cookies, List.of());
    }

    private Page send(
            String method,
            URI target,
            Map<String, String> headers,
            List<BrowserCookie> sent,
            @Nullable String body,
            CookieJar cookies,
            List<URI> redirects) {
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutFragment(target))
                .timeout(LONGEST)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        if (!sent.isEmpty()) {
            request.setHeader(
                    "Cookie",
                    sent.stream()
                            .map(cookie -> cookie.name() + "=" + cookie.value())
                            .collect(joining("; ")));
        }
        HttpResponse<String> response = send(request.build());
        cookies.store(target, response.headers().allValues("set-cookie"));
        return new Page(
                target, response.statusCode(), response.headers().map(), response.body(), new ArrayList<>(redirects));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }

    private static boolean isRedirect(Page page) {
        return List.of(301, 302, 303, 307, 308).contains(page.status()) && page.header("Location") != null;
    }

    private static URI withoutFragment(URI uri) {
        String text = uri.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? uri : URI.create(text.substring(0, hash));
    }
}
