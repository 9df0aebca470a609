package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;

/** The page that watches the session in the browser, for frames of any client (OpenID Connect Session Management §3.3). */
final class CheckSessionEndpoint implements EndpointHandler {
    private static final String SCRIPT = """
            const always = "{always}";
            function browserState() {
              const cookie = document.cookie.split("; ").find(c => c.startsWith("{cookie}="));
              return cookie ? cookie.slice(cookie.indexOf("=") + 1) : "";
            }
            async function s256(text) {
              const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
              return btoa(String.fromCharCode(...new Uint8Array(hash)))
                .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
            }
            addEventListener("message", async event => {
              const [clientId, sessionState, ...more] = String(event.data).split(" ");
              const salt = String(sessionState).split(".")[1];
              let answer = "error";
              if (clientId && salt && !more.length) {
                const hash = await s256([clientId, event.origin, browserState(), salt].join(" "));
                answer = hash + "." + salt === sessionState ? "unchanged" : "changed";
              }
              event.source.postMessage(always || answer, event.origin);
            });
            """;

    private final ProviderState state;

    CheckSessionEndpoint(ProviderState state) {
        this.state = state;
    }

    @Override
    public Answer answer(Request request) {
        String nonce = Secrets.random();
        String script = SCRIPT.replace("{always}", always()).replace("{cookie}", SessionState.cookieName(state.port()));
        return Reply.text(
                        200,
                        "text/html; charset=utf-8",
                        "<!doctype html>\n<title>Session</title>\n<script nonce=\"" + nonce + "\">\n" + script
                                + "</script>\n")
                .with("Content-Security-Policy", "default-src 'none'; script-src 'nonce-" + nonce + "'");
    }

    private String always() {
        if (state.is(Misbehaviour.CHECK_SESSION_CHANGED)) {
            return "changed";
        }
        return state.is(Misbehaviour.CHECK_SESSION_ERROR) ? "error" : "";
    }
}
