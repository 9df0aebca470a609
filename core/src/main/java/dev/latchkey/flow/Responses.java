package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.http.WebResponse;

/** Header fields that every response of ours carries. */
final class Responses {
    private Responses() {}

    /** The response, never to be stored, and never to leak its address to another site. */
    static Answer answer(WebResponse response, IdentityChange change) {
        return new Answer(
                response.header("Cache-Control", "no-store")
                        .header("Pragma", "no-cache")
                        .header("Referrer-Policy", referrerPolicy(response))
                        .header("X-Content-Type-Options", "nosniff"),
                change);
    }

    /** A page with a form may let its own origin know where the form came from; nothing else may be weaker. */
    private static String referrerPolicy(WebResponse response) {
        return "same-origin".equals(response.headers().get("Referrer-Policy")) ? "same-origin" : "no-referrer";
    }

    /** The same, for a response that changes nobody's identity. */
    static Answer answer(WebResponse response) {
        return answer(response, IdentityChange.NONE);
    }
}
