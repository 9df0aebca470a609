package dev.latchkey.certification;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.app.LoginRequest;
import dev.latchkey.app.LogoutRequest;
import dev.latchkey.app.SessionInfo;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A relying party as it was configured, and the addresses that a suite drives it by. Thread-safe. */
final class DrivenParty {
    private static final String PROVIDER = "provider";

    private final LazyParty party;
    private final URI base;
    private final WatchedStore store;
    private final AtomicReference<Outcome> outcome;
    private final StrayAnswers strayAnswers = new StrayAnswers();
    private final Map<String, String> accessTokens = new ConcurrentHashMap<>();

    DrivenParty(LazyParty party, URI base, WatchedStore store, AtomicReference<Outcome> outcome) {
        this.party = party;
        this.base = base;
        this.store = store;
        this.outcome = outcome;
    }

    /** What happened since the last time that somebody asked. */
    Outcome finish() {
        return outcome.getAndSet(Outcome.NONE);
    }

    /** Where everything is. */
    Map<String, Object> addresses() {
        RelyingParty relyingParty = party.get();
        Map<String, Object> addresses = new LinkedHashMap<>();
        addresses.put("login_url", base + "/start/login");
        addresses.put("logout_url", base + "/start/logout");
        addresses.put("discover_url", base + "/start/discover");
        addresses.put("register_url", base + "/start/register");
        addresses.put("refresh_url", base + "/start/refresh");
        addresses.put("initiate_login_url", relyingParty.initiateLoginUri());
        addresses.put("redirect_uri", relyingParty.redirectUri());
        addresses.put("post_logout_redirect_uri", relyingParty.postLogoutRedirectUri());
        addresses.put("frontchannel_logout_uri", relyingParty.frontchannelLogoutUri());
        addresses.put("backchannel_logout_uri", relyingParty.backchannelLogoutUri());
        addresses.put("jwks_uri", relyingParty.jwksUri());
        addresses.put("session_info_url", base + "/start/session_info");
        addresses.put("session_page_url", relyingParty.sessionPageUri());
        addresses.put(
                "fragment",
                Map.of("mode", "post", "url", relyingParty.redirectUri() + "/fragment", "param", "fragment"));
        return addresses;
    }

    /** The answer to a request. */
    WebResponse answer(WebRequest request) {
        return switch (request.path()) {
            case "/start/login" -> login(request);
            case "/start/discover" ->
                done(() -> party.atItsIssuer().discover(PROVIDER).issuer());
            case "/start/register" -> done(() -> party.atItsIssuer().register(PROVIDER));
            case "/start/refresh" -> refreshed(request);
            case "/start/logout" ->
                party.get()
                        .logout(asTyped(request), LogoutRequest.to("/").at(PROVIDER))
                        .response();
            case "/start/session_info" -> sessionInfo(request);
            default -> decided(request);
        };
    }

    private WebResponse login(WebRequest request) {
        try {
            return party.atItsIssuer()
                    .login(request, LoginRequest.to("/claims").at(PROVIDER))
                    .response();
        } catch (OidcException e) {
            return rejected(e);
        }
    }

    private WebResponse decided(WebRequest request) {
        RelyingParty relyingParty;
        try {
            boolean isInitiated = party.get().initiateLoginUri().equals(base + request.path());
            relyingParty = isInitiated ? party.atItsIssuer() : party.get();
        } catch (OidcException e) {
            return rejected(e);
        }
        Access access = request.path().equals("/claims") ? Access.signedIn() : Access.anyone();
        boolean isFrame =
                URI.create(relyingParty.frontchannelLogoutUri()).getPath().equals(request.path());
        Decision decision = relyingParty.decide(isFrame ? asFrame(request) : request, access);
        if (decision instanceof Decision.Proceed proceed) {
            return page(proceed.user()).cookies(proceed.cookies());
        }
        Decision.Answer answer = (Decision.Answer) decision;
        strayAnswers.note(request, answer, relyingParty, outcome);
        if (StrayAnswers.isSignIn(answer.change())) {
            outcome.set(Outcome.accepted("login"));
        } else if (URI.create(relyingParty.backchannelLogoutUri()).getPath().equals(request.path())) {
            outcome.set(backchannel(answer.response()));
        } else if (isFrame) {
            outcome.set(frontchannel(answer));
        } else if (answer.change() == IdentityChange.SIGNED_OUT) {
            outcome.set(Outcome.accepted("the session has ended"));
        }
        return answer.response();
    }

    private static Outcome backchannel(WebResponse response) {
        return response.status() == 200
                ? Outcome.accepted("back-channel logout")
                : Outcome.rejected(
                        String.valueOf(Json.text(Json.parse(response.body()), "error_description")),
                        "back-channel logout");
    }

    /** A frame that ends nothing is answered like one that does; the store knows. */
    private Outcome frontchannel(Decision.Answer answer) {
        boolean hasEnded = store.takeEnded() > 0 || answer.change() == IdentityChange.SIGNED_OUT;
        return hasEnded
                ? Outcome.accepted("front-channel logout")
                : Outcome.rejected("frontchannel_logout_refused", "no session was ended");
    }

    private WebResponse sessionInfo(WebRequest request) {
        SessionInfo info = party.get().sessionInfo(request);
        if (info == null) {
            return WebResponse.json(404, "{\"error\":\"nobody is signed in\"}");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("client_id", info.clientId());
        members.put("session_state", info.sessionState());
        members.put("check_session_iframe", info.checkSessionIframe());
        members.put("origin", info.origin());
        return WebResponse.json(200, Json.write(members));
    }

    /** Clients that suites drive may send no Fetch metadata; whoever opens this address means it. */
    private static WebRequest asTyped(WebRequest request) {
        return with(
                Map.of("sec-fetch-site", "none", "sec-fetch-mode", "navigate", "sec-fetch-dest", "document"), request);
    }

    /** The same of a client that shows the provider's frames, if it says nothing. */
    private static WebRequest asFrame(WebRequest request) {
        return request.header("Sec-Fetch-Dest") != null
                ? request
                : with(Map.of("sec-fetch-mode", "navigate", "sec-fetch-dest", "iframe"), request);
    }

    private static WebRequest with(Map<String, String> typed, WebRequest request) {
        return new WebRequest(
                request.method(),
                request.path(),
                request.query(),
                name -> {
                    String value = typed.get(name.toLowerCase(Locale.ROOT));
                    return value == null ? request.headers().all(name) : List.of(value);
                },
                request.body());
    }

    private WebResponse page(@Nullable SignedInUser user) {
        if (user == null) {
            return Pages.page(200, "Nobody is signed in");
        }
        if (hasNewAccessToken(user)) {
            outcome.set(Outcome.accepted("automatic refresh"));
        }
        return Pages.page(200, "Accepted", CertificationServer.lines(user));
    }

    /** Another one than this session was seen with. */
    private boolean hasNewAccessToken(SignedInUser user) {
        String token = user.tokens().accessToken();
        String before = token == null ? null : accessTokens.put(user.key() + " " + user.authenticatedAt(), token);
        return before != null && !before.equals(token);
    }

    private WebResponse refreshed(WebRequest request) {
        return done(() -> {
            SignedInUser user = party.get().refresh(request);
            hasNewAccessToken(user);
            outcome.set(Outcome.accepted("refresh"));
            return user.key();
        });
    }

    private WebResponse done(Supplier<String> action) {
        try {
            String detail = action.get();
            return WebResponse.json(200, Json.write(Map.of("outcome", "accepted", "detail", detail)));
        } catch (OidcException e) {
            if (e.reason() == FailureReason.LOGIN_REQUIRED) {
                // There was nothing to refresh: no message of the provider arrived.
                return WebResponse.json(e.status(), Json.write(Map.of("outcome", "none")));
            }
            outcome.set(Outcome.rejected(e.reason().code(), e.getMessage()));
            return WebResponse.json(
                    e.status(),
                    Json.write(
                            Map.of("outcome", "rejected", "reason", e.reason().code())));
        }
    }

    private WebResponse rejected(OidcException e) {
        outcome.set(Outcome.rejected(e.reason().code(), e.getMessage()));
        return Pages.page(e.status(), "Rejected", "reason: " + e.reason().code());
    }
}
