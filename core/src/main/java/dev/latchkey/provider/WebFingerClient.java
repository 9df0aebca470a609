package dev.latchkey.provider;

import dev.latchkey.config.BaseUrl;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Printable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Issuer discovery with WebFinger (OpenID Connect Discovery §2, RFC 7033), at allowed hosts only. Thread-safe. */
public final class WebFingerClient {
    private static final String ISSUER = "http://openid.net/specs/connect/1.0/issuer";
    private static final String ENDPOINT = "WebFinger endpoint";
    private static final Set<String> MEDIA_TYPES = Set.of("application/jrd+json", "application/json");
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MAX_REDIRECTS = 3;
    private static final int MAX_BODY = 64 * 1024;

    private final WebFingerHosts hosts;
    private final ProviderHttp http;
    private final Duration timeout;

    /** Over this transport, with the time limit of these settings. */
    public WebFingerClient(WebFingerHosts hosts, HttpTransport transport, HttpSettings settings) {
        this.hosts = hosts;
        this.http = new ProviderHttp(transport, settings);
        this.timeout = settings.timeout();
    }

    /**
     * The issuer of the provider that somebody uses.
     *
     * @param typed what the user typed
     * @throws ProtocolViolation if that may not be asked for, or if no issuer is named
     * @throws dev.latchkey.failure.ProviderUnavailable if there is no usable answer
     */
    public String issuer(String typed) {
        HttpCall call = call(WebFingerResource.parse(typed).query(ISSUER));
        HttpAnswer answer = http.send(ENDPOINT, call);
        for (int i = 0; i < MAX_REDIRECTS && isRedirect(answer); i++) {
            call = call(target(call, answer));
            answer = http.send(ENDPOINT, call);
        }
        if (answer.status() == 404) {
            throw withoutIssuer(call, "does not know the resource");
        }
        return issuer(call, document(call, answer));
    }

    private HttpCall call(URI url) {
        return HttpCall.get(hosts.requireAllowed(url), timeout, MAX_BODY)
                .header("Accept", "application/jrd+json, application/json");
    }

    private static boolean isRedirect(HttpAnswer answer) {
        return REDIRECTS.contains(answer.status()) && answer.header("location") != null;
    }

    private static URI target(HttpCall call, HttpAnswer answer) {
        try {
            return notWeaker(call, call.uri().resolve(String.valueOf(answer.header("location"))));
        } catch (IllegalArgumentException e) {
            throw ProviderHttp.bad(ENDPOINT, call, "redirects to something that is not a URL");
        }
    }

    /** What is asked over https leads only to https: nobody elsewhere sends us to a service of this machine. */
    private static URI notWeaker(HttpCall call, URI target) {
        if (isHttps(call.uri()) && !isHttps(target)) {
            throw new ProtocolViolation(
                    FailureReason.WEBFINGER_REFUSED,
                    "WebFinger: " + call.uri().getRawAuthority() + " redirects away from https.");
        }
        return target;
    }

    private static Map<String, Object> document(HttpCall call, HttpAnswer answer) {
        Map<String, Object> document = ProviderHttp.json(ENDPOINT, call, answer);
        if (!MEDIA_TYPES.contains(answer.mediaType())) {
            throw ProviderHttp.bad(
                    ENDPOINT, call, "answered " + Printable.of(answer.mediaType()) + ", expected application/jrd+json");
        }
        if (document.containsKey("subject") && Json.string(document, "subject") == null) {
            throw ProviderHttp.bad(ENDPOINT, call, "answered with a subject that is not a string");
        }
        return document;
    }

    /** The first link counts; the subject may be another than the one asked for (RFC 7033 §4.4.1). */
    private static String issuer(HttpCall call, Map<String, Object> document) {
        if (document.get("links") instanceof List<?> links) {
            for (Object link : links) {
                String issuer = issuer(link);
                if (issuer != null) {
                    return requireIssuer(call, issuer);
                }
            }
        }
        throw withoutIssuer(call, "names no issuer");
    }

    private static @Nullable String issuer(Object link) {
        return link instanceof Map<?, ?> members
                        && ISSUER.equals(members.get("rel"))
                        && members.get("href") instanceof String href
                ? href
                : null;
    }

    private static String requireIssuer(HttpCall call, String issuer) {
        try {
            URI url = URI.create(issuer);
            boolean isSecure = isHttps(url) || (BaseUrl.isSecure(url) && !isHttps(call.uri()));
            boolean isPlain = url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
            if (isSecure && isPlain && url.getHost() != null) {
                return issuer;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw withoutIssuer(call, "names as issuer something that is none");
    }

    private static boolean isHttps(URI url) {
        return "https".equals(url.getScheme());
    }

    private static ProtocolViolation withoutIssuer(HttpCall call, String problem) {
        return new ProtocolViolation(
                FailureReason.WEBFINGER_WITHOUT_ISSUER,
                "The " + ENDPOINT + " " + call.uri().getRawAuthority() + " " + problem + ".");
    }
}
