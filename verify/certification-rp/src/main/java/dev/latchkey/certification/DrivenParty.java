package dev.latchkey.certification;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.app.LoginRequest;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A relying party as it was configured, and the addresses that a suite drives it by. Thread-safe. */
final class DrivenParty {
    private static final String PROVIDER = "provider";

    private final RelyingParty relyingParty;
    private final URI base;
    private final AtomicReference<Outcome> outcome;

    DrivenParty(RelyingParty relyingParty, URI base, AtomicReference<Outcome> outcome) {
        this.relyingParty = relyingParty;
        this.base = base;
        this.outcome = outcome;
    }

    /** What happened since the last time that somebody asked. */
    Outcome finish() {
        return outcome.getAndSet(Outcome.NONE);
    }

    /** Where everything is. */
    Map<String, Object> addresses() {
        Map<String, Object> addresses = new LinkedHashMap<>();
        addresses.put("login_url", base + "/start/login");
        addresses.put("logout_url", base + "/logout");
        addresses.put("discover_url", base + "/start/discover");
        addresses.put("register_url", base + "/start/register");
        addresses.put("refresh_url", base + "/start/refresh");
        addresses.put("initiate_login_url", relyingParty.initiateLoginUri());
        addresses.put("redirect_uri", relyingParty.redirectUri());
        addresses.put("post_logout_redirect_uri", relyingParty.postLogoutRedirectUri());
        addresses.put("frontchannel_logout_uri", null);
        addresses.put("backchannel_logout_uri", null);
        addresses.put("jwks_uri", relyingParty.jwksUri());
        addresses.put("session_info_url", null);
        addresses.put(
                "fragment",
                Map.of("mode", "post", "url", relyingParty.redirectUri() + "/fragment", "param", "fragment"));
        return addresses;
    }

    /** The answer to a request. */
    WebResponse answer(WebRequest request) {
        return switch (request.path()) {
            case "/start/login" ->
                relyingParty
                        .login(request, LoginRequest.to("/claims").at(PROVIDER))
                        .response();
            case "/start/discover" -> done(() -> relyingParty.discover(PROVIDER).issuer());
            case "/start/register" -> done(() -> relyingParty.register(PROVIDER));
            case "/start/refresh" -> refreshed(request);
            default -> decided(request);
        };
    }

    private WebResponse decided(WebRequest request) {
        Access access = request.path().equals("/claims") ? Access.signedIn() : Access.anyone();
        Decision decision = relyingParty.decide(request, access);
        if (decision instanceof Decision.Proceed proceed) {
            SignedInUser user = proceed.user();
            WebResponse page = user == null
                    ? Pages.page(200, "Nobody is signed in")
                    : Pages.page(200, "Accepted", CertificationServer.lines(user));
            return page.cookies(proceed.cookies());
        }
        Decision.Answer answer = (Decision.Answer) decision;
        if (answer.change() == IdentityChange.SIGNED_IN || answer.change() == IdentityChange.OTHER_USER) {
            outcome.set(Outcome.accepted("login"));
        }
        return answer.response();
    }

    private WebResponse refreshed(WebRequest request) {
        WebResponse response = done(() -> relyingParty.refresh(request).key());
        if (response.status() == 200) {
            outcome.set(Outcome.accepted("refresh"));
        }
        return response;
    }

    private WebResponse done(Supplier<String> action) {
        try {
            String detail = action.get();
            return WebResponse.json(200, Json.write(Map.of("outcome", "accepted", "detail", detail)));
        } catch (OidcException e) {
            outcome.set(Outcome.rejected(e.reason().code(), e.getMessage()));
            return WebResponse.json(
                    e.status(),
                    Json.write(
                            Map.of("outcome", "rejected", "reason", e.reason().code())));
        }
    }
}
