package dev.latchkey.flow;

import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Html;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Our own pages: plain, self-contained, and with a policy that lets nothing else run or load. */
final class Pages {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1c2430;--soft:#5a6676;--paper:#fff;--ground:#f2f4f7;--line:#dde2e9;--key:#1f5fd0}
            @media(prefers-color-scheme:dark){:root{--ink:#e8ecf2;--soft:#a3adba;--paper:#1b212a;--ground:#12161c;--line:#2c3542;--key:#7fb0ff}}
            *{box-sizing:border-box}
            body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;padding:1.5rem;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
            main{width:100%;max-width:30rem;background:var(--paper);border:1px solid var(--line);border-radius:14px;padding:2.25rem}
            h1{margin:0 0 .6rem;font-size:1.35rem;line-height:1.3}
            p{margin:0 0 1rem;overflow-wrap:anywhere}
            .soft{color:var(--soft);font-size:.85rem;margin:1.5rem 0 0}
            .actions{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
            .button{display:inline-block;border:1px solid var(--line);border-radius:9px;padding:.6rem 1.1rem;background:transparent;color:var(--ink);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
            .primary{background:var(--key);border-color:var(--key);color:var(--paper)}
            .button:focus-visible{outline:3px solid var(--key);outline-offset:2px}
            .stack{flex-direction:column}
            .stack .button{text-align:center}
            """;
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-"
                    + Base64.getEncoder()
                            .encodeToString(Hashes.digest("SHA-256", STYLE.getBytes(StandardCharsets.UTF_8)))
                    + "'";

    private Pages() {}

    /** A page. */
    static WebResponse page(int status, String title, String content) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s
                </main>
                </body>
                </html>
                """.formatted(Html.escape(title), STYLE, Html.escape(title), content);
        return WebResponse.html(status, html)
                .header("Content-Security-Policy", POLICY)
                .header("X-Frame-Options", "DENY");
    }

    /** A page with a script of ours, and of nobody else. */
    static WebResponse scripted(String nonce, String title, String content) {
        return page(200, title, content)
                .header("Content-Security-Policy", POLICY + "; script-src 'nonce-" + nonce + "'");
    }

    /** A paragraph of plain text. */
    static String paragraph(String text) {
        return "<p>" + Html.escape(text) + "</p>\n";
    }

    /** A paragraph of small print. */
    static String smallPrint(String text) {
        return "<p class=\"soft\">" + Html.escape(text) + "</p>\n";
    }

    /** Things to do, one beside the other. */
    static String actions(String... actions) {
        return "<div class=\"actions\">\n" + String.join("\n", actions) + "\n</div>\n";
    }

    /** The thing to do. */
    static String primaryLink(String url, String text) {
        return link("button primary", url, text);
    }

    /** Another thing to do. */
    static String link(String url, String text) {
        return link("button", url, text);
    }

    private static String link(String style, String url, String text) {
        return "<a class=\"" + style + "\" href=\"" + Html.escape(url) + "\">" + Html.escape(text) + "</a>";
    }
}
