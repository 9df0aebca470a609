package dev.latchkey.benchmarks.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A person's browser, who is signed in at the provider: it follows redirects, and keeps the application's cookies. */
final class Browser {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MOST_REDIRECTS = 12;

    private final URI provider;
    private final String providerCookie;
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();

    private record Cookie(String name, String value, String path) {
        static Cookie parse(String header) {
            String[] parts = header.split("; *", -1);
            String[] pair = parts[0].split("=", 2);
            String path = "/";
            boolean over = pair[1].isEmpty();
            for (String part : parts) {
                if (part.regionMatches(true, 0, "Path=", 0, 5)) {
                    path = part.substring(5);
                }
                over |= part.equalsIgnoreCase("Max-Age=0");
            }
            return new Cookie(pair[0], over ? "" : pair[1], path);
        }
    }

    /** A person who is signed in at a provider. */
    record Person(String issuer, String cookie) {
        /** Signs in at the provider. */
        static Person signedIn(ServerProcess provider) {
            String issuer = provider.ask("issuer");
            String form = "response_type=code&client_id=client1&redirect_uri=http%3A%2F%2Flocalhost%2Fcallback"
                    + "&scope=openid&state=state&nonce=nonce&username=" + provider.ask("subject");
            HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(provider.ask("signin")))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build());
            String cookie = response.headers().allValues("Set-Cookie").stream()
                    .map(header -> header.split(";", 2)[0])
                    .collect(Collectors.joining("; "));
            if (cookie.isEmpty()) {
                throw new IllegalStateException("not signed in at the provider: " + response.body());
            }
            return new Person(issuer, cookie);
        }
    }

    /** A new browser of this person. */
    Browser(Person person) {
        provider = URI.create(person.issuer());
        providerCookie = person.cookie();
    }

    /**
     * Opens the protected page, signing in if need be.
     *
     * @throws IllegalStateException if that does not end at the page
     */
    Browser open(int port) {
        URI uri = URI.create("http://localhost:" + port + "/hello");
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            boolean atProvider = uri.getPort() == provider.getPort();
            if (atProvider && !uri.getRawQuery().contains("code_challenge_method=S256")) {
                throw new IllegalStateException("a login without PKCE: " + uri);
            }
            HttpResponse<String> response = send(request(uri, atProvider ? providerCookie : cookies(uri)));
            if (!atProvider) {
                response.headers().allValues("Set-Cookie").forEach(this::keep);
            }
            if (response.statusCode() < 300 || response.statusCode() > 399) {
                if (response.statusCode() != 200 || !response.body().equals("Hello")) {
                    throw new IllegalStateException(
                            "no login, but " + response.statusCode() + " from " + uri + ": " + response.body());
                }
                return this;
            }
            uri = uri.resolve(response.headers().firstValue("Location").orElseThrow());
        }
        throw new IllegalStateException("redirected to and fro: " + uri);
    }

    /** The value of the header with the cookies of the protected page. */
    String cookies() {
        return cookies(URI.create("http://localhost/hello"));
    }

    private String cookies(URI uri) {
        return cookies.values().stream()
                .filter(cookie -> uri.getPath().startsWith(cookie.path()))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
    }

    private void keep(String header) {
        Cookie cookie = Cookie.parse(header);
        if (cookie.value().isEmpty()) {
            cookies.remove(cookie.name());
        } else {
            cookies.put(cookie.name(), cookie);
        }
    }

    private static HttpRequest request(URI uri, String cookies) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .header("Accept-Language", "en-GB,en;q=0.9")
                .header("Sec-Fetch-Site", "none")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document");
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        return request.build();
    }

    /** The status of the protected page for a request with this header. */
    static int status(int port, String name, String value) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/hello"))
                        .header(name, value)
                        .build())
                .statusCode();
    }

    /** The status of a page. */
    static int status(URI uri) {
        return send(HttpRequest.newBuilder(uri).build()).statusCode();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
