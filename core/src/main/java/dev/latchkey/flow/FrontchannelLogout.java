package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Form;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.session.Session;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionGroup;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider's page opens us in a frame while the user signs out there (OpenID Connect Front-Channel Logout §2 and §3).
 * Nobody vouches for such a request, so it ends what it names exactly, and revokes nothing.
 */
final class FrontchannelLogout {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final Providers providers;
    private final CurrentSession currentSession;
    private final @Nullable RevocableSessionStore store;

    /**
     * Puts the parts together.
     *
     * @param store the store, if it can end sessions without their cookie
     */
    FrontchannelLogout(Providers providers, CurrentSession currentSession, @Nullable RevocableSessionStore store) {
        this.providers = providers;
        this.currentSession = currentSession;
        this.store = store;
    }

    /** A request to the {@code frontchannel_logout_uri}. */
    Answer handle(WebRequest request) {
        Form parameters = Form.parse(request.query());
        String issuer = parameters.get("iss");
        String sid = parameters.get("sid");
        List<NamedProvider> senders = issuer == null ? providers.all() : providers.allWithIssuer(issuer);
        boolean isWhole = (issuer == null) == (sid == null)
                && (issuer != null || isInAFrame(request))
                && !parameters.isRepeated("iss")
                && !parameters.isRepeated("sid")
                && !senders.isEmpty()
                && isOpenedByABrowser(request);
        if (!isWhole) {
            LOG.warn(
                    "Front-channel logout refused: {}. Hint: {}",
                    FailureReason.FRONTCHANNEL_LOGOUT_REFUSED.code(),
                    FailureReason.FRONTCHANNEL_LOGOUT_REFUSED.hint());
            return Responses.answer(page(400, senders));
        }
        if (store != null && issuer != null && sid != null) {
            int ended = store.endAll(SessionGroup.ofSid(issuer, sid));
            LOG.info("A provider ended {} session(s) by front-channel logout.", ended);
            return Responses.answer(page(200, senders));
        }
        return endThatOfTheCookie(request, issuer, sid, page(200, senders));
    }

    /** A frame or a page, and no image, script or prefetch: those are nobody's sign-out. */
    private static boolean isOpenedByABrowser(WebRequest request) {
        String mode = request.header("Sec-Fetch-Mode");
        return request.method().equals("GET")
                && !RequestKind.isPrefetch(request)
                && (mode == null || mode.equals("navigate"));
    }

    /** Who names no session ends that of the cookie, which comes along with a link from anywhere; a frame is no link. */
    private static boolean isInAFrame(WebRequest request) {
        return request.hasHeader("Sec-Fetch-Dest", "iframe") || request.hasHeader("Sec-Fetch-Dest", "frame");
    }

    /** The session whose cookie did arrive, if it is the one that is named; in a frame of another site it mostly does not. */
    private Answer endThatOfTheCookie(
            WebRequest request, @Nullable String issuer, @Nullable String sid, WebResponse page) {
        Session session = currentSession.find(request);
        boolean isNamed = session != null
                && (issuer == null || (issuer.equals(session.issuer()) && Objects.equals(sid, session.sid())));
        return isNamed
                ? Responses.answer(page.cookies(currentSession.end(request)), IdentityChange.SIGNED_OUT)
                : Responses.answer(page);
    }

    /** An empty page that the providers' pages may show in a frame, and nobody else's. */
    private static WebResponse page(int status, Collection<NamedProvider> senders) {
        String ancestors =
                senders.stream().flatMap(FrontchannelLogout::origins).distinct().collect(Collectors.joining(" "));
        return WebResponse.html(status, "<!doctype html><title>Signed out</title>")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; base-uri 'none'; frame-ancestors "
                                + (ancestors.isEmpty() ? "'none'" : ancestors));
    }

    private static Stream<String> origins(NamedProvider provider) {
        Stream<String> ofIssuer =
                Stream.of(Origin.of(URI.create(provider.settings().issuer())));
        try {
            ProviderMetadata metadata = provider.metadata();
            return Stream.concat(
                    ofIssuer,
                    Stream.of(metadata.authorizationEndpoint(), metadata.endSessionEndpoint())
                            .filter(Objects::nonNull)
                            .map(Origin::of));
        } catch (OidcException e) {
            return ofIssuer;
        }
    }
}
