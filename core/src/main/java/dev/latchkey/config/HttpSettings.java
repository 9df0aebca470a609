package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client for every outgoing call: own certificate authorities, proxy and time limits. There is no switch that
 * turns certificate checks off. Immutable.
 *
 * @param connectTimeout limit for a connection to the provider
 * @param timeout limit for a whole call
 * @param tokenTimeout limit for a whole call of the token or registration endpoint
 * @param sslContext whom to trust; null: the JDK's default
 * @param proxy which proxy to use; null: the JDK's default, with its {@code https.proxyHost} properties
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration timeout,
        Duration tokenTimeout,
        @Nullable SSLContext sslContext,
        @Nullable ProxySelector proxy) {
    /**
     * Checks the limits.
     *
     * @throws Misconfigured unless each is between a millisecond and a minute
     */
    public HttpSettings {
        require("connectTimeout", connectTimeout);
        require("timeout", timeout);
        require("tokenTimeout", tokenTimeout);
    }

    /** Connect within 2 s, answer within 5 s, tokens within 10 s; the JDK's certificate authorities and proxy. */
    public static HttpSettings defaults() {
        return new HttpSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), null, null);
    }

    /** These settings with another limit for connections. */
    public HttpSettings connectTimeout(Duration limit) {
        return new HttpSettings(limit, timeout, tokenTimeout, sslContext, proxy);
    }

    /** These settings with another limit for whole calls, the token endpoint's included. */
    public HttpSettings timeout(Duration limit) {
        return new HttpSettings(connectTimeout, limit, limit, sslContext, proxy);
    }

    /** These settings with another limit for whole calls of the token and registration endpoints. */
    public HttpSettings tokenTimeout(Duration limit) {
        return new HttpSettings(connectTimeout, timeout, limit, sslContext, proxy);
    }

    /** These settings with an own set of certificate authorities. */
    public HttpSettings trust(SSLContext context) {
        return new HttpSettings(connectTimeout, timeout, tokenTimeout, context, proxy);
    }

    /** These settings with a proxy, such as {@code ProxySelector.of(new InetSocketAddress("proxy", 3128))}. */
    public HttpSettings proxy(ProxySelector selector) {
        return new HttpSettings(connectTimeout, timeout, tokenTimeout, sslContext, selector);
    }

    /** A new client with these settings: without cookies, and never following a redirect. */
    public HttpClient newClient() {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        if (sslContext != null) {
            client.sslContext(sslContext);
        }
        return client.proxy(proxy == null ? ProxySelector.getDefault() : proxy).build();
    }

    private static void require(String setting, Duration limit) {
        if (limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(Duration.ofMinutes(1)) > 0) {
            throw Misconfigured.setting(
                    "HttpSettings." + setting,
                    "is " + limit,
                    "a duration of at most a minute, such as Duration.ofSeconds(5)");
        }
    }
}
