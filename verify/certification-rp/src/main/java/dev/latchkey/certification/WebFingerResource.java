package dev.latchkey.certification;

import dev.latchkey.WebFinger;
import dev.latchkey.config.HttpSettings;
import java.net.URI;

/** A resource whose issuer its own host is asked for. */
final class WebFingerResource {
    private static final String EXPECTED =
            " is not a resource to ask for. Expected: acct:user@host, or an http(s) address.";

    private final String resource;
    private final WebFinger finder;

    private WebFingerResource(String resource, WebFinger finder) {
        this.resource = resource;
        this.finder = finder;
    }

    /**
     * Asks nobody yet.
     *
     * @throws IllegalArgumentException if it names no host
     * @throws dev.latchkey.failure.Misconfigured if Latchkey may not ask the host
     */
    static WebFingerResource of(String resource, HttpSettings http) {
        return new WebFingerResource(
                resource, WebFinger.allowing(host(resource)).http(http));
    }

    /**
     * The issuer.
     *
     * @throws dev.latchkey.failure.OidcException if the host names none
     */
    String issuer() {
        return finder.issuer(resource);
    }

    private static String host(String resource) {
        if (resource.matches("acct:[^@]+@[^@/]+")) {
            return resource.substring(resource.indexOf('@') + 1);
        }
        if (resource.matches("https?://[^/?#]+.*")) {
            try {
                return URI.create(resource).getRawAuthority();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(resource + EXPECTED, e);
            }
        }
        throw new IllegalArgumentException(resource + EXPECTED);
    }
}
