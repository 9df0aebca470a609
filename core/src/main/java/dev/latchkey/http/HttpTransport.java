package dev.latchkey.http;

import java.io.IOException;

/**
 * The one door for outgoing calls: discovery, keys, registration, tokens, introspection and UserInfo all pass here.
 *
 * <p>An implementation follows no redirect, keeps no cookie, honours the call's time limit for the whole exchange
 * including the body, and reads no more than the call's size limit. It is thread-safe.
 */
@FunctionalInterface
public interface HttpTransport {
    /**
     * Makes the call.
     *
     * @throws java.net.http.HttpTimeoutException if the answer is not complete in time
     * @throws AnswerTooLarge if the body is over the limit
     * @throws IOException if the provider cannot be reached or the connection breaks
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    HttpAnswer send(HttpCall call) throws IOException, InterruptedException;

    /** The body of an answer is over the call's size limit. */
    final class AnswerTooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        /** Over a limit in bytes. */
        public AnswerTooLarge(int limit) {
            super("answer larger than " + limit + " bytes");
        }
    }
}
