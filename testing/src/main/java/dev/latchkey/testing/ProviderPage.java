package dev.latchkey.testing;

import dev.latchkey.testing.html.Markup;

/** The frame of the provider's pages: self-contained, light or dark as the user prefers. */
final class ProviderPage {
    /** How every title ends. */
    static final String NAME = "Latchkey test provider";

    private static final String STYLE = """
            :root { color-scheme: light dark; --ground: #f4f4f1; --card: #fff; --ink: #1d1f24; --soft: #5d6370;
              --line: #d9dade; --key: #2f5bd0; --on-key: #fff; --shade: 0 1px 2px #0001, 0 12px 32px #00000014; }
            @media (prefers-color-scheme: dark) { :root { --ground: #131417; --card: #1d1f24; --ink: #ececf0;
              --soft: #a0a6b4; --line: #353943; --key: #8fb0ff; --on-key: #10162a; --shade: none; } }
            * { box-sizing: border-box; margin: 0; }
            body { min-height: 100vh; display: grid; grid-template-columns: minmax(0, 1fr); place-items: center;
              padding: 1.5rem; background: var(--ground);
              color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
            main { width: 100%; max-width: 25rem; padding: 2.25rem; background: var(--card);
              border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shade); overflow-wrap: anywhere; }
            h1 { font-size: 1.6rem; line-height: 1.2; letter-spacing: -.02em; margin-bottom: .35rem; }
            main > p { color: var(--soft); } strong { color: var(--ink); font-weight: 600; }
            form { margin-top: 1.5rem; } .users { display: grid; grid-template-columns: minmax(0, 1fr); gap: .6rem; }
            button, input { font: inherit; color: inherit; border-radius: 10px; border: 1px solid var(--line);
              background: transparent; padding: .6rem .9rem; }
            button { cursor: pointer; font-weight: 550; }
            button:hover { border-color: var(--key); }
            :focus-visible { outline: 2px solid var(--key); outline-offset: 2px; }
            .users button { display: flex; align-items: center; gap: .8rem; text-align: left; }
            .users .hinted { border-color: var(--key); box-shadow: inset 0 0 0 1px var(--key); }
            .face { flex: none; display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: 50%;
              background: var(--key); color: var(--on-key); font-size: .9rem; }
            .face::before { content: attr(data-initial); content: attr(data-initial) / ""; }
            .or { display: flex; align-items: center; gap: .8rem; margin-top: 1.5rem; font-size: .875rem; }
            .or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
            .or + form { margin-top: 1rem; }
            label { display: block; font-size: .875rem; color: var(--soft); margin-bottom: .35rem; }
            .row { display: flex; gap: .6rem; } .row input { flex: 1; min-width: 0; }
            .row button { background: var(--key); border-color: var(--key); color: var(--on-key); }
            .quiet { width: 100%; margin-bottom: -.75rem; border-color: transparent; color: var(--soft); }
            footer { max-width: 25rem; margin-top: 1.25rem; font-size: .8125rem; color: var(--soft);
              text-align: center; }
            """;

    private ProviderPage() {}

    /** A page with this heading over this markup. */
    static String html(String heading, String markup) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s · %4$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <div>
                <main>
                <h1>%1$s</h1>
                %3$s</main>
                <footer>This is the %4$s. It asks for no password:<br>for development only.</footer>
                </div>
                </body>
                </html>
                """.formatted(Markup.escape(heading), STYLE, markup, NAME);
    }

    /** A page with this heading over one sentence. */
    static String message(String heading, String sentence) {
        return html(heading, "<p>" + Markup.escape(sentence) + "</p>\n");
    }
}
