package dev.latchkey.provider;

import dev.latchkey.config.BaseUrl;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.internal.Printable;
import dev.latchkey.internal.PublicAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The hosts that WebFinger may ask: what a user types must not send this server anywhere else. Immutable. */
public final class WebFingerHosts {
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
    private static final Pattern ENTRY =
            Pattern.compile("(?:(?<name>" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-f:.]+])|\\*(?<domain>(?:\\." + LABEL
                    + ")+\\.[a-z](?:[a-z0-9-]*[a-z0-9])?))(?::(?<port>[0-9]{1,5}))?");
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int NO_PORT = -1;

    private final List<Entry> entries;
    private final Resolver resolver;

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        /** All of them. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** A host by its name, or, where the name begins with a dot, every host below a domain. */
    private record Entry(String name, int port) {
        boolean isDomain() {
            return name.startsWith(".");
        }

        boolean covers(URI url, String host) {
            boolean isHttps = "https".equals(url.getScheme());
            int defaultPort = isHttps ? HTTPS_PORT : HTTP_PORT;
            return (isDomain() ? host.endsWith(name) : host.equals(name))
                    && orDefault(port, defaultPort) == orDefault(url.getPort(), defaultPort);
        }

        private static int orDefault(int port, int defaultPort) {
            return port == NO_PORT ? defaultPort : port;
        }
    }

    WebFingerHosts(List<String> hosts, Resolver resolver) {
        this.entries = hosts.stream().map(WebFingerHosts::entry).toList();
        this.resolver = resolver;
    }

    /**
     * These hosts.
     *
     * @throws Misconfigured if there are none, or one is not a host
     */
    public static WebFingerHosts of(List<String> hosts) {
        if (hosts.isEmpty()) {
            throw misconfigured("is empty");
        }
        return new WebFingerHosts(hosts, InetAddress::getAllByName);
    }

    private static Entry entry(String host) {
        Matcher entry = ENTRY.matcher(host.toLowerCase(Locale.ROOT));
        if (!entry.matches()) {
            throw misconfigured("has \"" + host + "\"");
        }
        String port = entry.group("port");
        String domain = entry.group("domain");
        return new Entry(
                domain == null ? entry.group("name") : domain, port == null ? NO_PORT : Integer.parseInt(port));
    }

    private static Misconfigured misconfigured(String problem) {
        return Misconfigured.setting(
                "WebFinger.allowing",
                problem,
                "hosts such as \"example.com\", \"example.com:8443\" or \"*.example.com\"");
    }

    /**
     * The URL, if it may be asked: https, at an allowed host; http only at a host of this machine that is allowed by its
     * name. A host that only its domain allows must have public addresses and no others.
     *
     * @throws ProtocolViolation if it may not
     * @throws ProviderUnavailable if the host has no address
     */
    URI requireAllowed(URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null || !BaseUrl.isSecure(url)) {
            throw refused(url, "is not an https URL of a host");
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        if (covering(url, host).anyMatch(entry -> !entry.isDomain())) {
            return url;
        }
        if (covering(url, host).findAny().isEmpty()) {
            throw refused(url, "is not allowed");
        }
        requirePublic(url, host);
        return url;
    }

    private Stream<Entry> covering(URI url, String host) {
        return entries.stream().filter(entry -> entry.covers(url, host));
    }

    private void requirePublic(URI url, String host) {
        try {
            if (!Stream.of(resolver.addresses(host)).allMatch(PublicAddress::is)) {
                throw refused(url, "has an address that is not public; only its full name would allow it");
            }
        } catch (UnknownHostException e) {
            throw new ProviderUnavailable(
                    FailureReason.PROVIDER_UNREACHABLE, "WebFinger: the host " + host + " has no address.", e);
        }
    }

    private static ProtocolViolation refused(URI url, String problem) {
        return new ProtocolViolation(
                FailureReason.WEBFINGER_REFUSED,
                "WebFinger: " + url.getScheme() + "://" + Printable.of(String.valueOf(url.getRawAuthority())) + " "
                        + problem + ".");
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
