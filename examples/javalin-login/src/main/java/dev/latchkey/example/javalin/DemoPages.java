package dev.latchkey.example.javalin;

import dev.latchkey.app.LoginError;
import dev.latchkey.app.SignedInUser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The demo's pages. */
final class DemoPages {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#17202b;--soft:#5b6675;--paper:#fff;--ground:#eef1f5;--line:#dce1e8;--key:#1f5fd0;--warm:#b3541e}
            @media(prefers-color-scheme:dark){:root{--ink:#e9edf3;--soft:#a2acb9;--paper:#1a2029;--ground:#11151b;--line:#2b3440;--key:#82b1ff;--warm:#f0a073}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
            header{background:var(--paper);border-bottom:1px solid var(--line)}
            header div,main{max-width:46rem;margin:0 auto;padding:1rem 1.5rem}
            header div{display:flex;justify-content:space-between;align-items:center;gap:1rem;flex-wrap:wrap}
            .brand{font-weight:700;color:var(--ink);text-decoration:none}
            .brand span{color:var(--key)}
            main{padding-top:2.5rem}
            .card{background:var(--paper);border:1px solid var(--line);border-radius:14px;padding:2rem;margin-bottom:1.5rem}
            h1{margin:0 0 .5rem;font-size:1.7rem;line-height:1.25}
            h2{margin:0 0 1rem;font-size:1.1rem}
            p{margin:0 0 1rem}
            .soft{color:var(--soft)}
            .button{display:inline-block;border:1px solid var(--line);border-radius:9px;padding:.5rem 1.1rem;color:var(--ink);background:transparent;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
            .primary{background:var(--key);border-color:var(--key);color:var(--paper)}
            table{border-collapse:collapse;width:100%;font-size:.95rem}
            th,td{text-align:left;padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
            th{width:12rem;font-weight:600;color:var(--soft)}
            .error{color:var(--warm);font-weight:700}
            form{margin:0}
            """;

    private DemoPages() {}

    static String home(@Nullable SignedInUser user) {
        String content = user == null ? """
                <h1>Welcome</h1>
                <p>This page is for everybody. Your account is for you alone: sign in to see it.</p>
                <a class="button primary" href="/account?tab=claims">Sign in</a>
                """ : """
                <h1>Welcome back, %s</h1>
                <p>You are signed in. Restart the demo and reload this page: you still are.</p>
                <a class="button primary" href="/account?tab=claims">Your account</a>
                """.formatted(escape(user.displayName()));
        return page("Home", user, "<section class=\"card\">" + content + "</section>");
    }

    static String account(SignedInUser user, @Nullable String tab) {
        StringBuilder claims = new StringBuilder();
        new TreeMap<>(user.claims()).forEach((name, value) -> claims.append(row(name, String.valueOf(value))));
        String content = """
                <section class="card">
                <h1>%s</h1>
                <p class="soft">You asked for /account%s, and after signing in you are here.</p>
                <table>
                %s%s%s%s
                </table>
                </section>
                <section class="card">
                <h2>Claims</h2>
                <table>
                %s
                </table>
                </section>
                """.formatted(
                        escape(user.displayName()),
                        tab == null ? "" : "?tab=" + escape(tab),
                        row("Signed in at", user.issuer()),
                        row("Signed in since", time(user.authenticatedAt())),
                        row("Access token until", time(user.tokens().accessTokenExpiresAt())),
                        row("Session until", time(user.expiresAt())),
                        claims);
        return page("Your account", user, content);
    }

    static String error(LoginError error) {
        String content = """
                <section class="card">
                <h1>That did not work</h1>
                <p class="error">%s</p>
                <p>%s</p>
                <p><a class="button primary" href="%s">Try again</a> <a class="button" href="/">Home page</a></p>
                <p class="soft">Code %s, reference %s</p>
                </section>
                """.formatted(
                        escape(error.error() == null ? "The sign-in failed" : error.error()),
                        escape(error.errorDescription() == null ? "" : error.errorDescription()),
                        escape(error.signInUrl()),
                        escape(error.reason().code()),
                        escape(error.correlationId()));
        return page("Sign-in failed", null, content);
    }

    private static String page(String title, @Nullable SignedInUser user, String content) {
        String corner = user == null
                ? "<span class=\"soft\">Not signed in</span>"
                : "<form method=\"post\" action=\"/logout\"><button class=\"button\">Sign out</button></form>";
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s · Latchkey demo</title>
                <link rel="icon" href="data:,">
                <style>%s</style>
                </head>
                <body>
                <header><div><a class="brand" href="/">Latchkey <span>demo</span></a>%s</div></header>
                <main>%s</main>
                </body>
                </html>
                """.formatted(title, STYLE, corner, content);
    }

    private static String row(String name, String value) {
        return "<tr><th>" + escape(name) + "</th><td>" + escape(value) + "</td></tr>\n";
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "not said" : TIME.format(instant);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
