package dev.latchkey.example.javalin;

import dev.latchkey.app.LoginError;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.failure.FailureReason;
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
            th{width:15rem;font-weight:600;color:var(--soft)}
            @media(max-width:30rem){header div,main{padding-left:1rem;padding-right:1rem}.card{padding:1.25rem}th,td{display:block;width:auto;padding-right:0}th{padding-bottom:0}td{border-top:0;padding-top:0}}
            .small{font-size:.9rem}
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

    static String signedOut(boolean atTheProviderToo) {
        String where = atTheProviderToo ? "You are signed out, here and at the provider." : "You are signed out here.";
        return message(null, "Signed out", where, "/account", "Sign in again");
    }

    static String notFound(@Nullable SignedInUser user) {
        return message(user, "Nothing here", "The demo has no page at this address.", "/", "Home page");
    }

    private static String message(@Nullable SignedInUser user, String title, String text, String url, String action) {
        return page(title, user, """
                <section class="card">
                <h1>%s</h1>
                <p>%s</p>
                <a class="button primary" href="%s">%s</a>
                </section>
                """.formatted(title, text, url, action));
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
                        row("Provider", user.issuer()),
                        row("Signed in since", time(user.authenticatedAt())),
                        row("Access token valid until", time(user.tokens().accessTokenExpiresAt())),
                        row("Session ends at the latest", time(user.expiresAt())),
                        claims);
        return page("Your account", user, content);
    }

    static String error(LoginError error) {
        String content = """
                <section class="card">
                <h1>That did not work</h1>
                <p>%s</p>
                <p><a class="button primary" href="%s">%s</a> <a class="button" href="/">Home page</a></p>
                <p class="soft small">%sCode %s, reference %s</p>
                </section>
                """.formatted(
                        explanation(error),
                        escape(error.signInUrl()),
                        error.reason() == FailureReason.LOGIN_REFUSED ? "Use another account" : "Try again",
                        foreignWords(error),
                        escape(error.reason().code()),
                        escape(error.correlationId()));
        return page("Sign-in failed", null, content);
    }

    private static String explanation(LoginError error) {
        return switch (error.reason()) {
            case AUTHORIZATION_ERROR -> "You cancelled the sign-in, or the provider refused it. You are not signed in.";
            case LOGIN_REFUSED -> "The demo does not let this account in.";
            default ->
                "You are not signed in. Try again; if that does not help, look for the reference in the demo's output:"
                        + " it says what went wrong.";
        };
    }

    private static String foreignWords(LoginError error) {
        if (error.error() == null) {
            return "";
        }
        String description = error.errorDescription();
        return escape(error.error() + (description == null ? "" : ": " + description)) + "<br>";
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
