package dev.latchkey.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A response that an adapter writes.
 *
 * @param status the status code
 * @param headers the header fields, each once
 * @param cookies the cookies to set
 * @param body the body, sent as UTF-8; empty for none
 */
public record WebResponse(int status, Map<String, String> headers, List<SetCookie> cookies, String body) {
    /** Copies the header fields and cookies. */
    public WebResponse {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    /** An HTML page. */
    public static WebResponse html(int status, String body) {
        return new WebResponse(status, Map.of("Content-Type", "text/html; charset=utf-8"), List.of(), body);
    }

    /** A JSON document. */
    public static WebResponse json(int status, String body) {
        return new WebResponse(status, Map.of("Content-Type", "application/json"), List.of(), body);
    }

    /** A plain text. */
    public static WebResponse text(int status, String body) {
        return new WebResponse(status, Map.of("Content-Type", "text/plain; charset=utf-8"), List.of(), body);
    }

    /** A redirect with 303, after which the browser uses GET (RFC 9110 §15.4.4). */
    public static WebResponse redirect(URI location) {
        return new WebResponse(303, Map.of("Location", location.toString()), List.of(), "");
    }

    /** This response with one more header field, or another value for it. */
    public WebResponse header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebResponse(status, more, cookies, body);
    }

    /** This response with these cookies as well. */
    public WebResponse cookies(List<SetCookie> added) {
        if (added.isEmpty()) {
            return this;
        }
        List<SetCookie> more = new ArrayList<>(cookies);
        more.addAll(added);
        return new WebResponse(status, headers, more, body);
    }

    /** This response with this cookie as well. */
    public WebResponse cookie(SetCookie added) {
        return cookies(List.of(added));
    }

    @Override
    public String toString() {
        return "WebResponse[" + status + "]";
    }
}
