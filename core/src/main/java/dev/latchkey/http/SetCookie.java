package dev.latchkey.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cookie to set (RFC 6265 §4.1). Always {@code Path=/} and {@code HttpOnly}, never with a {@code Domain}.
 *
 * @param name the name; {@code __Host-} names need {@code secure}
 * @param value the value
 * @param maxAge how long the browser keeps it; null: until the browser is closed; zero: delete it now
 * @param secure sent over https only
 * @param sameSite when a cross-site request carries it
 */
public record SetCookie(String name, String value, @Nullable Duration maxAge, boolean secure, SameSite sameSite) {
    /** When a cross-site request carries a cookie. */
    public enum SameSite {
        /** On every request; needs https. */
        NONE("None"),
        /** On top-level navigations by GET. */
        LAX("Lax");

        private final String attribute;

        SameSite(String attribute) {
            this.attribute = attribute;
        }
    }

    /** The value of the {@code Set-Cookie} header field. */
    public String header() {
        StringBuilder header = new StringBuilder(name.length() + value.length() + 80);
        header.append(name).append('=').append(value).append("; Path=/");
        if (maxAge != null) {
            header.append("; Max-Age=").append(maxAge.toSeconds());
            if (maxAge.isZero()) {
                header.append("; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
            }
        }
        if (secure) {
            header.append("; Secure");
        }
        return header.append("; HttpOnly; SameSite=").append(sameSite.attribute).toString();
    }

    @Override
    public String toString() {
        return "SetCookie[" + name + "]";
    }
}
