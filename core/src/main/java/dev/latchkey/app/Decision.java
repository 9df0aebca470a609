package dev.latchkey.app;

import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an adapter does with a request. */
public sealed interface Decision {
    /**
     * The application handles the request.
     *
     * @param user who is signed in, if anybody is
     * @param token who calls with an access token, if that let the request in; then nobody counts as signed in
     * @param cacheControl the {@code Cache-Control} that the response gets unless the application sets one; null: none
     * @param cookies cookies to set. If there are any, the response must be {@code no-store}, whatever the application
     *     says: a shared cache would hand the session to the next visitor.
     */
    record Proceed(
            @Nullable SignedInUser user,
            @Nullable TokenIdentity token,
            @Nullable String cacheControl,
            List<SetCookie> cookies)
            implements Decision {
        /** Copies the cookies. */
        public Proceed {
            cookies = List.copyOf(cookies);
        }

        /** Without an access token. */
        public Proceed(@Nullable SignedInUser user, @Nullable String cacheControl, List<SetCookie> cookies) {
            this(user, null, cacheControl, cookies);
        }
    }

    /**
     * Latchkey answers; the application must not see the request.
     *
     * @param response the answer
     * @param change what it does to the browser's identity
     */
    record Answer(WebResponse response, IdentityChange change) implements Decision {}
}
