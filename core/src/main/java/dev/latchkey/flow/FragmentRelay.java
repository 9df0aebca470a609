package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Html;
import dev.latchkey.internal.RandomBytes;
import java.net.URI;

/**
 * The browser comes back with the answer in the fragment, which no server sees: a page that takes the fragment out of the
 * address and the history at once, and posts it to us. The page loads nothing and holds nothing of anybody's.
 */
final class FragmentRelay {
    private static final String SCRIPT = """
            const fragment = location.hash.slice(1);
            history.replaceState(null, "", location.pathname);
            document.title = document.querySelector("h1").textContent = "Signing you in …";
            const form = document.forms[0];
            form.elements[0].value = fragment;
            form.submit();
            """;

    private final Providers providers;
    private final URI postTo;

    FragmentRelay(Providers providers, URI postTo) {
        this.providers = providers;
        this.postTo = postTo;
    }

    /** May this be such a browser? It brings no query, and a provider answers in fragments. */
    boolean isDue(WebRequest request) {
        return request.method().equals("GET")
                && (request.query() == null || request.query().isEmpty())
                && providers.anyAnswersInFragments();
    }

    /** The page. */
    Answer page() {
        String nonce = RandomBytes.base64Url256();
        String content = """
                <form method="post" action="%s"><input type="hidden" name="fragment"></form>
                <noscript>%s</noscript>
                <script nonce="%s">
                %s</script>
                """.formatted(
                        Html.escape(postTo.toString()),
                        Pages.paragraph("This sign-in needs JavaScript. Allow it for this site, and sign in again."),
                        nonce,
                        SCRIPT);
        return Responses.answer(
                Pages.scripted(nonce, "JavaScript is needed", content).header("Referrer-Policy", "same-origin"));
    }
}
