package dev.latchkey.testing;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cookie as a browser keeps it (RFC 6265 §5.3); immutable.
 *
 * @param name its name
 * @param value its value
 * @param domain the host, or the domain with all its hosts if the attribute {@code domain} was set
 * @param path the path below which it is sent
 * @param attributes the attributes as they came, their names in lower case; those without a value are empty
 * @param expiresAt when it ends; null for a session cookie, which ends with the browser
 */
public record BrowserCookie(
        String name,
        String value,
        String domain,
        String path,
        Map<String, String> attributes,
        @Nullable Instant expiresAt) {
    /** The cookie with these parts. */
    public BrowserCookie {
        attributes = Map.copyOf(attributes);
    }

    /** Whether it is sent to its host only, not to hosts below it. */
    public boolean hostOnly() {
        return attributes.getOrDefault("domain", "").isEmpty();
    }

    /** Whether it is sent over https only; loopback hosts count as https. */
    public boolean secure() {
        return attributes.containsKey("secure");
    }

    /** Whether scripts cannot read it. */
    public boolean httpOnly() {
        return attributes.containsKey("httponly");
    }

    /** {@code strict}, {@code lax} or {@code none}; {@code lax} if it says none of them. */
    public String sameSite() {
        String value = attributes.getOrDefault("samesite", "").toLowerCase(Locale.ROOT);
        return value.equals("strict") || value.equals("none") ? value : "lax";
    }

    /** Whether it ends when the browser is closed. */
    public boolean endsWithBrowser() {
        return expiresAt == null;
    }
}
