package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Json;
import java.net.URI;
import java.util.Map;

/** Somebody is signed in and may not enter: 403, and no redirect, since another login would end here again. */
final class Forbidden {
    private Forbidden() {}

    /**
     * The answer.
     *
     * @param home the application's home page
     * @param signOut where the user signs out, to come back as somebody else
     */
    static Answer answer(WebRequest request, URI home, URI signOut) {
        return Responses.answer(
                RequestKind.of(request) == RequestKind.OTHER
                        ? WebResponse.json(403, Json.write(Map.of("error", "access_denied")))
                        : page(home, signOut));
    }

    private static WebResponse page(URI home, URI signOut) {
        return Pages.page(
                403,
                "You may not see this page",
                Pages.paragraph("You are signed in, but this page is for others. If you should see it, ask the people"
                                + " who run this site.")
                        + Pages.actions(
                                Pages.primaryLink(home.toString(), "Home page"),
                                Pages.link(signOut.toString(), "Sign out")));
    }
}
