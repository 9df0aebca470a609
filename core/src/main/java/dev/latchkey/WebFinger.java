package dev.latchkey;

import dev.latchkey.config.HttpSettings;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.internal.JdkHttpTransport;
import dev.latchkey.provider.WebFingerClient;
import dev.latchkey.provider.WebFingerHosts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finder of the provider that a user belongs to, from what the user types (OpenID Connect Discovery §2, RFC 7033). It
 * asks only hosts that were allowed, because whoever types a name would otherwise choose where this server calls.
 *
 * <p>An issuer that is found is somebody's claim and no more. Start logins only at issuers that are configured, or that
 * you decided to trust.
 *
 * <p>Immutable and thread-safe: {@link #http} and {@link #transport} answer a changed copy. Make one when the application
 * starts.
 */
public final class WebFinger {
    private final WebFingerHosts hosts;
    private final HttpSettings settings;
    private final @Nullable HttpTransport transport;
    private final WebFingerClient client;

    private WebFinger(WebFingerHosts hosts, HttpSettings settings, @Nullable HttpTransport transport) {
        this.hosts = hosts;
        this.settings = settings;
        this.transport = transport;
        this.client = new WebFingerClient(
                hosts, transport == null ? new JdkHttpTransport(settings::newClient) : transport, settings);
    }

    /**
     * A finder that asks these hosts, and follows redirects to them only.
     *
     * @param hosts each a name such as {@code example.com}, or {@code *.example.com} for every host below a domain (not
     *     for the domain itself), with {@code :port} if it is not the scheme's own. A host that only its domain allows
     *     must have public addresses alone, which this machine must be able to look up; allow nothing below a domain
     *     where strangers can have hosts. IP addresses count only as they are written here. A host of this machine
     *     ({@code localhost:8080}) may be asked over plain http, and is for accounts.
     * @throws dev.latchkey.failure.Misconfigured if there are none, or one is not a host
     */
    public static WebFinger allowing(String... hosts) {
        return new WebFinger(WebFingerHosts.of(List.of(hosts)), HttpSettings.defaults(), null);
    }

    /** This finder with other time limits, certificate authorities or proxy. */
    public WebFinger http(HttpSettings settings) {
        return new WebFinger(hosts, settings, transport);
    }

    /** This finder with another transport instead of the JDK's HTTP client; it must not follow redirects. */
    public WebFinger transport(HttpTransport transport) {
        return new WebFinger(hosts, settings, transport);
    }

    /**
     * The issuer of the provider that a user belongs to, as the user's host names it; its host need not be an allowed
     * one, and nothing was asked there.
     *
     * @param resource what the user typed, at most 512 characters of ASCII: an account ({@code joe@example.com}, {@code
     *     acct:joe@example.com}) or a web address ({@code https://example.com/joe}, {@code example.com/joe})
     * @throws dev.latchkey.failure.ProtocolViolation with {@code WEBFINGER_REFUSED} if this is none, or leads to a host
     *     that may not be asked; with {@code WEBFINGER_WITHOUT_ISSUER} if the host names no issuer
     * @throws dev.latchkey.failure.ProviderUnavailable if the host does not answer as it should
     */
    public String issuer(String resource) {
        return client.issuer(resource);
    }

    @Override
    public String toString() {
        return "WebFinger" + hosts;
    }
}
