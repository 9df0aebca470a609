package dev.latchkey.authorization;

import dev.latchkey.config.ResponseMode;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Printable;
import java.io.IOException;

/**
 * How an authorization response arrived, and its parameters.
 *
 * @param mode the response mode that it came in
 * @param parameters the parameters
 */
public record ArrivedForm(ResponseMode mode, Form parameters) {
    private static final int MAX_BODY = 128 * 1024;

    /** The parameter that the fragment relay posts the fragment in. */
    static final String FRAGMENT = "fragment";

    /**
     * At the redirect URI: by GET in the query, by POST in a form.
     *
     * @throws ProtocolViolation for another method, or a form that cannot be read
     */
    static ArrivedForm atRedirectUri(WebRequest request) {
        return switch (request.method()) {
            case "GET" -> new ArrivedForm(ResponseMode.QUERY, Form.parse(request.query()));
            case "POST" -> new ArrivedForm(ResponseMode.FORM_POST, form(request));
            default ->
                throw new ProtocolViolation(
                        FailureReason.RESPONSE_MODE_MISMATCH, "A callback by " + Printable.of(request.method()) + ".");
        };
    }

    /**
     * At the address of the fragment relay, which only our own page may post to.
     *
     * @throws ProtocolViolation if somebody else did, or the form cannot be read
     */
    static ArrivedForm relayed(WebRequest request, String origin) {
        String site = request.header("Sec-Fetch-Site");
        String from = request.header("Origin");
        if (!request.method().equals("POST")
                || (site != null && !site.equals("same-origin"))
                || (from != null && !from.equals(origin))) {
            throw new ProtocolViolation(
                    FailureReason.RESPONSE_MODE_MISMATCH, "Not posted by the page that relays fragments.");
        }
        return new ArrivedForm(ResponseMode.FRAGMENT, Form.parse(form(request).get(FRAGMENT)));
    }

    private static Form form(WebRequest request) {
        return body(request, MAX_BODY);
    }

    /**
     * The form in a request's body.
     *
     * @param maxBytes how long it may be
     * @throws ProtocolViolation if it is something else, longer, or broke off
     */
    public static Form body(WebRequest request, int maxBytes) {
        try {
            Form form = PostedForm.of(request, maxBytes);
            if (form != null) {
                return form;
            }
        } catch (IOException e) {
            throw unreadable("broke off: " + e);
        }
        throw unreadable("is no form of at most " + maxBytes + " bytes: its type is "
                + Printable.of(String.valueOf(request.header("Content-Type"))) + ".");
    }

    private static ProtocolViolation unreadable(String problem) {
        return new ProtocolViolation(FailureReason.RESPONSE_UNREADABLE, "What was posted " + problem);
    }
}
