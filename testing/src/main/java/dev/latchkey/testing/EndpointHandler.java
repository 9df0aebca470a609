package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Request;

/** What happens at one endpoint of the honest provider. */
@FunctionalInterface
interface EndpointHandler {
    /**
     * The answer.
     *
     * @throws OAuthError if the request is refused with a JSON error
     * @throws PageError if the request is refused with a page
     */
    Answer answer(Request request);
}
