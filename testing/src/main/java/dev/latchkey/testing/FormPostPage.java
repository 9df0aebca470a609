package dev.latchkey.testing;

import static dev.latchkey.testing.html.Markup.escape;
import static java.util.stream.Collectors.joining;

import dev.latchkey.testing.wire.Reply;
import java.util.List;
import java.util.Map;

/** The page that brings an authorization response to the application by POST (OAuth 2.0 Form Post Response Mode §2). */
final class FormPostPage {
    private FormPostPage() {}

    /** The page with these parameters; without scripts the user has to click. */
    static Reply reply(String redirectUri, List<Map.Entry<String, String>> parameters, String enctype) {
        String nonce = Secrets.random();
        String inputs = parameters.stream()
                .map(parameter -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
                        .formatted(escape(parameter.getKey()), escape(parameter.getValue())))
                .collect(joining());
        String page = ProviderPage.html(
                "Back to the application", """
                <form method="post" action="%s" enctype="%s">
                %s<noscript><button>Continue</button></noscript>
                </form>
                <script nonce="%s">document.forms[0].submit();</script>
                """.formatted(escape(redirectUri), enctype, inputs, nonce));
        return Reply.html(200, page)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-" + nonce
                                + "'; base-uri 'none'; frame-ancestors 'none'");
    }
}
