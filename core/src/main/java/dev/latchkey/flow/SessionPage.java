package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.SessionInfo;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Html;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.session.Session;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the application shows this one in a frame; it holds the provider's page in turn, and asks it every few seconds
 * whether the user's session there has changed (OpenID Connect Session Management §3). On a change the window goes to
 * {@link SilentCheck}, once a minute at most: a browser that keeps the provider's cookies from its frame looks like a change
 * for ever.
 */
final class SessionPage {
    private static final String SCRIPT = """
            const data = document.body.dataset;
            const provider = document.querySelector("iframe");
            const timer = setInterval(ask, 2000);
            function ask() {
              provider.contentWindow.postMessage(data.message, data.origin);
            }
            function wasCheckedJustNow() {
              const last = Number(sessionStorage.getItem("latchkey-changed"));
              sessionStorage.setItem("latchkey-changed", Date.now());
              return Date.now() - last < 60000;
            }
            addEventListener("message", event => {
              if (event.origin !== data.origin || event.source !== provider.contentWindow || event.data === "unchanged") {
                return;
              }
              clearInterval(timer);
              if (event.data !== "changed") {
                data.stopped = "error";
              } else if (wasCheckedJustNow()) {
                data.stopped = "again";
              } else {
                const page = parent.location;
                page.href = data.check + "?return_to=" + encodeURIComponent(page.pathname + page.search);
              }
            });
            provider.addEventListener("load", ask);
            provider.src = data.frame;
            """;

    private final Providers providers;
    private final Addresses addresses;
    private final CurrentSession currentSession;
    private final boolean isOpen;

    SessionPage(Providers providers, Addresses addresses, CurrentSession currentSession, boolean isOpen) {
        this.providers = providers;
        this.addresses = addresses;
        this.currentSession = currentSession;
        this.isOpen = isOpen;
    }

    /** Is there such a page? */
    boolean isOpen() {
        return isOpen;
    }

    /** The page; an empty one if there is nothing to watch; null if there is to be none. */
    @Nullable
    Answer page(WebRequest request) {
        return isOpen ? content(request) : null;
    }

    private Answer content(WebRequest request) {
        SessionInfo info = info(request);
        return Responses.answer(
                info == null || info.sessionState() == null || info.checkSessionIframe() == null
                        ? framed("", "")
                        : watching(info));
    }

    private WebResponse watching(SessionInfo info) {
        String nonce = RandomBytes.base64Url256();
        String frame = Objects.requireNonNull(info.checkSessionIframe());
        String origin = Origin.of(URI.create(frame));
        String body = """
                <body data-message="%s" data-origin="%s" data-frame="%s" data-check="%s">
                <iframe hidden></iframe>
                <script nonce="%s">
                %s</script>
                """.formatted(
                        Html.escape(info.clientId() + " " + info.sessionState()),
                        Html.escape(origin),
                        Html.escape(frame),
                        Html.escape(addresses
                                .baseUrl()
                                .resolve(addresses.sessionCheckPath())
                                .toString()),
                        nonce,
                        SCRIPT);
        return framed("; script-src 'nonce-" + nonce + "'; frame-src " + origin, body);
    }

    /** Only pages of this origin may show it. */
    private static WebResponse framed(String policy, String body) {
        return WebResponse.html(200, "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Session</title>\n" + body)
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; base-uri 'none'; frame-ancestors 'self'" + policy);
    }

    /** What a page needs to watch the session at the provider; null if nobody is signed in, or the provider is down. */
    @Nullable
    SessionInfo info(WebRequest request) {
        Session session = currentSession.find(request);
        if (session == null) {
            return null;
        }
        try {
            Relationship relationship = providers.require(session.provider()).relationship();
            URI iframe = relationship.metadata().checkSessionIframe();
            return new SessionInfo(
                    relationship.client().clientId(),
                    session.sessionState(),
                    iframe == null ? null : iframe.toString(),
                    addresses.baseUrl().origin());
        } catch (OidcException e) {
            return null;
        }
    }
}
