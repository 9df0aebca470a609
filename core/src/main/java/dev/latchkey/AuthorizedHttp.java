package dev.latchkey;

import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenSource;
import dev.latchkey.config.BaseUrl;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls other services with an access token, over the JDK's HTTP client: the user's, {@code
 * relyingParty.tokensOf(request)}, or the application's own, {@code relyingParty.tokensOf(TokenRequest.at("default"))}.
 *
 * <p>The token goes to the services that were allowed and to nobody else: never over plain http, except to this machine,
 * and never along with a redirect. Immutable and thread-safe; an application makes one when it starts.
 */
public final class AuthorizedHttp {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final HttpClient client;
    private final List<Service> services;

    /** A service that may see the token: everything below this URL. */
    private record Service(String scheme, String host, int port, String path) {
        static Service of(String baseUrl) {
            URI uri = parse(baseUrl);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
            if (uri.getHost() == null || !BaseUrl.isSecure(uri) || uri.getRawQuery() != null || !isPlain(path)) {
                throw Misconfigured.setting(
                        "AuthorizedHttp.allowing",
                        "is \"" + baseUrl + "\"",
                        "the https URL of a service, such as \"https://orders.example.com/v1\"");
            }
            return new Service(uri.getScheme(), uri.getHost().toLowerCase(Locale.ROOT), portOf(uri), path);
        }

        /** What is no URL has no host either. */
        private static URI parse(String baseUrl) {
            try {
                return URI.create(baseUrl);
            } catch (IllegalArgumentException e) {
                return URI.create("no-url");
            }
        }

        boolean allows(URI uri) {
            String called = uri.getRawPath() == null ? "" : uri.getRawPath();
            return scheme.equals(uri.getScheme())
                    && host.equalsIgnoreCase(uri.getHost())
                    && port == portOf(uri)
                    && uri.getRawUserInfo() == null
                    && (path.isEmpty() || (isPlain(called) && (called + "/").startsWith(path + "/")));
        }

        private static int portOf(URI uri) {
            return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        }

        /** Without anything that a server may read as a way out of the path (RFC 3986 §5.2.4). */
        private static boolean isPlain(String path) {
            String lowerCase = path.toLowerCase(Locale.ROOT);
            return !lowerCase.contains("/.")
                    && !lowerCase.contains("%2e")
                    && !lowerCase.contains("%2f")
                    && !lowerCase.contains("%5c")
                    && !lowerCase.contains("%25")
                    && !lowerCase.contains(";");
        }
    }

    private AuthorizedHttp(HttpClient client, List<Service> services) {
        this.client = client;
        this.services = services;
    }

    /**
     * Calls to these services, and to no other.
     *
     * @param client makes the calls; it follows no redirects and has neither cookie handler nor authenticator, as is so
     *     by default: these would mix up users
     * @param baseUrls where the services are: a call may go to one of these URLs and below
     * @throws Misconfigured if there is none, one is neither https nor on this machine, or the client follows redirects,
     *     keeps cookies or has an authenticator
     */
    public static AuthorizedHttp allowing(HttpClient client, String... baseUrls) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw Misconfigured.setting(
                    "AuthorizedHttp",
                    "has a client that follows redirects, which would carry the token along",
                    "HttpClient.newBuilder() without followRedirects");
        }
        if (client.cookieHandler().isPresent() || client.authenticator().isPresent()) {
            throw Misconfigured.setting(
                    "AuthorizedHttp",
                    "has a client with a cookie handler or an authenticator, which would carry one user's session into"
                            + " another's calls",
                    "HttpClient.newBuilder() without cookieHandler and authenticator");
        }
        if (baseUrls.length == 0) {
            throw Misconfigured.setting(
                    "AuthorizedHttp.allowing", "names no service", "such as \"https://orders.example.com/v1\"");
        }
        return new AuthorizedHttp(
                client, Arrays.stream(baseUrls).map(Service::of).toList());
    }

    /**
     * Makes a call with an access token. If the service answers 401, the call is made once more with a newer token;
     * unless there is none, the token was fetched less than ten seconds ago, or the body may be read only once. That is so if its publisher does not know its length, as
     * with {@code BodyPublishers.ofInputStream}; the other publishers of {@code BodyPublishers} can be read again.
     *
     * @return the last answer, whatever it is
     * @throws Misconfigured if the call does not go to an allowed service; nothing was sent
     * @throws OidcException if there is no token; nothing was sent
     * @throws IOException if the call fails
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public <T> HttpResponse<T> send(HttpRequest call, HttpResponse.BodyHandler<T> handler, TokenSource tokens)
            throws IOException, InterruptedException {
        requireAllowed(call.uri());
        AccessToken token = tokens.token();
        HttpResponse<T> first = client.send(authorized(call, token), handler);
        if (first.statusCode() != 401 || !isRepeatable(call)) {
            return first;
        }
        AccessToken newer;
        try {
            newer = tokens.replacing(token);
        } catch (OidcException e) {
            return first;
        }
        if (newer.value().equals(token.value())) {
            return first;
        }
        if (first.body() instanceof AutoCloseable open) {
            close(open);
        }
        return client.send(authorized(call, newer), handler);
    }

    private void requireAllowed(URI uri) {
        if (services.stream().noneMatch(service -> service.allows(uri))) {
            throw Misconfigured.setting(
                    "AuthorizedHttp.allowing",
                    "does not allow a call to " + uri.getScheme() + "://" + uri.getHost()
                            + (uri.getPort() < 0 ? "" : ":" + uri.getPort()),
                    "the base URL of every service that may see the token");
        }
    }

    private static HttpRequest authorized(HttpRequest call, AccessToken token) {
        return HttpRequest.newBuilder(call, (name, value) -> !name.equalsIgnoreCase("Authorization"))
                .header("Authorization", "Bearer " + token.value())
                .build();
    }

    private static boolean isRepeatable(HttpRequest call) {
        return call.bodyPublisher().map(BodyPublisher::contentLength).orElse(0L) >= 0;
    }

    /** What the rest of a refusal ends with says nothing about the call that is made instead of it. */
    private static void close(AutoCloseable body) {
        try {
            body.close();
        } catch (Exception e) {
            LOG.debug("The body of a refusal could not be closed.", e);
        }
    }

    @Override
    public String toString() {
        return "AuthorizedHttp" + services;
    }
}
