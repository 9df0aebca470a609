package dev.latchkey.testing;

import static dev.latchkey.testing.html.Markup.escape;
import static java.util.stream.Collectors.joining;

import dev.latchkey.testing.wire.Reply;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page that opens clients in frames while the user signs out (OpenID Connect Front-Channel Logout §3). */
final class SignOutPage {
    private static final String SCRIPT = """
            const frames = [...document.querySelectorAll("iframe")];
            let loading = frames.length;
            frames.forEach(frame => frame.addEventListener("load", () => {
              loading--;
              const next = document.querySelector("a");
              if (loading === 0 && next) {
                location.replace(next.href);
              }
            }));
            frames.forEach(frame => frame.src = frame.dataset.src);
            """;

    private SignOutPage() {}

    /**
     * The page; when all frames are there, it goes on to the application.
     *
     * @param target where to go then; null: nowhere
     */
    static Reply reply(List<String> frames, @Nullable String target) {
        String nonce = Secrets.random();
        String markup = frames.stream()
                .map(frame -> "<iframe hidden data-src=\"" + escape(frame) + "\"></iframe>\n")
                .collect(joining());
        String next = target == null ? "" : "<p><a href=\"" + escape(target) + "\">Continue</a></p>\n";
        String origins = frames.stream()
                .map(frame -> Sites.origin(URI.create(frame)))
                .distinct()
                .collect(joining(" "));
        String page = ProviderPage.html(
                "Signed out",
                "<p>You are signed out of the provider.</p>\n" + next + markup + "<script nonce=\"" + nonce + "\">\n"
                        + SCRIPT + "</script>\n");
        return Reply.html(200, page)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none';"
                                + " frame-src " + origins + "; script-src 'nonce-" + nonce + "'");
    }
}
