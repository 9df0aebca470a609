package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.LoginRequest;
import dev.latchkey.authorization.AuthorizationRequest;
import dev.latchkey.authorization.PendingLogin.Left;
import dev.latchkey.authorization.PendingLogins;
import dev.latchkey.authorization.Purpose;
import dev.latchkey.authorization.RequestObjects;
import dev.latchkey.authorization.ReturnTo;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.OidcException;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Json;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody who is not signed in wants in: a redirect to the provider, or, where that makes no sense, a 401. */
public final class Login {
    private static final String MOVED = "moved";

    private final Providers providers;
    private final Addresses addresses;
    private final URI redirectUri;
    private final PendingLogins pendingLogins;
    private final RequestObjects requestObjects;
    private final CurrentSession currentSession;
    private final LoopGuard loopGuard;
    private final Failures failures;
    private final InstantSource clock;

    Login(
            Providers providers,
            Addresses addresses,
            PendingLogins pendingLogins,
            RequestObjects requestObjects,
            CurrentSession currentSession,
            LoopGuard loopGuard,
            Failures failures,
            InstantSource clock) {
        this.providers = providers;
        this.addresses = addresses;
        this.redirectUri = addresses.redirectUri();
        this.pendingLogins = pendingLogins;
        this.requestObjects = requestObjects;
        this.currentSession = currentSession;
        this.loopGuard = loopGuard;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * A request to the login endpoint: {@code return_to} says where to go then, {@code provider} where to sign in. Of what
     * can be asked of the provider, {@code prompt=select_account} alone is taken from there.
     */
    public Answer handle(WebRequest request) {
        Form parameters = Form.parse(request.query());
        String returnTo = addresses.inApplication(ReturnTo.orHome(parameters.get("return_to")));
        NamedProvider provider = providers.find(parameters.get("provider"));
        String providerName = provider == null ? null : provider.name();
        if (RequestKind.of(request) != RequestKind.NAVIGATION) {
            return unauthorized(providerName);
        }
        boolean asksForAccount = Addresses.SELECT_ACCOUNT.equals(parameters.get("prompt"));
        if (!addresses.isUnderOwnHost(request) && parameters.get(MOVED) == null) {
            return toOwnHost(
                    asksForAccount
                            ? addresses.anotherAccountUrl(providerName, returnTo)
                            : addresses.loginUrl(providerName, returnTo));
        }
        LoginParameters none = LoginParameters.none();
        return start(request, provider, returnTo, asksForAccount ? none.prompt(Addresses.SELECT_ACCOUNT) : none);
    }

    /**
     * A login that the application starts itself, under whatever host the request came.
     *
     * @throws Misconfigured if it names a provider that is not configured, or none of several and asks for something
     */
    public Answer start(WebRequest request, LoginRequest wanted) {
        if (wanted.provider() != null) {
            providers.requireKnown(wanted.provider());
        }
        NamedProvider provider = wanted.provider() == null ? providers.only() : providers.find(wanted.provider());
        if (provider == null && !wanted.parameters().isEmpty()) {
            throw Misconfigured.setting(
                    "LoginRequest.at",
                    "is missing: its parameters are for one provider",
                    "one of " + providers.names());
        }
        String returnTo = addresses.inApplication(ReturnTo.orHome(wanted.returnTo()));
        return start(request, provider, returnTo, wanted.parameters());
    }

    /**
     * A request to something that needs a login.
     *
     * @param providerName the provider that must have signed the user in; null: any
     */
    public Answer require(WebRequest request, @Nullable String providerName) {
        return switch (RequestKind.of(request)) {
            case NAVIGATION ->
                addresses.isUnderOwnHost(request)
                        ? start(
                                request,
                                providers.find(providerName),
                                addresses.target(request),
                                LoginParameters.none())
                        : toOwnHost(addresses.loginUrl(providerName, addresses.target(request)));
            case FORM_NAVIGATION -> signInPage(providerName);
            case OTHER -> unauthorized(providerName);
        };
    }

    Answer start(WebRequest request, @Nullable NamedProvider named, String returnTo, LoginParameters parameters) {
        NamedProvider provider = named == null ? providers.only() : named;
        if (provider == null) {
            return chooser(returnTo);
        }
        try {
            return redirect(request, provider, Purpose.LOGIN, returnTo, parameters);
        } catch (OidcException e) {
            return fail(request, e, signInUrl(provider, returnTo, parameters));
        } catch (RuntimeException e) {
            return fail(request, Misconfigured.unexpected("login", e), signInUrl(provider, returnTo, parameters));
        }
    }

    private URI signInUrl(NamedProvider provider, String returnTo, LoginParameters parameters) {
        return parameters.hasDemands()
                ? addresses.baseUrl().resolve(returnTo)
                : addresses.loginUrl(provider.name(), returnTo);
    }

    /**
     * A redirect to the provider.
     *
     * @throws OidcException if the provider cannot be asked where, or the browser was sent there too often
     */
    Answer redirect(
            WebRequest request, NamedProvider provider, Purpose purpose, String returnTo, LoginParameters parameters) {
        Instant now = clock.instant();
        LoopGuard.Start start = loopGuard.loginStarts(request, now);
        Relationship relationship = provider.relationship();
        Left left = new Left(start.number(), currentSession.key(request));
        PendingLogins.Begun begun =
                pendingLogins.begin(request, relationship, redirectUri, purpose, returnTo, parameters, left, now);
        URI location =
                AuthorizationRequest.url(relationship, begun.login(), parameters, redirectUri, requestObjects, now);
        return Responses.answer(
                WebResponse.redirect(location).cookies(begun.cookies()).cookies(start.cookies()));
    }

    private Answer fail(WebRequest request, OidcException failure, URI signInUrl) {
        WebResponse page = failures.answer(failure, request, signInUrl);
        return Responses.answer(
                failure.reason() == FailureReason.LOGIN_LOOP ? page.cookies(loopGuard.forget(request)) : page);
    }

    /**
     * Cookies set under another host would be lost: the login starts under the one that the provider comes back to. Once:
     * behind a proxy that does not pass the Host on, every host looks like another one.
     */
    private static Answer toOwnHost(URI loginUrl) {
        return Responses.answer(WebResponse.redirect(URI.create(loginUrl + "&" + MOVED + "=1")));
    }

    private Answer signInPage(@Nullable String providerName) {
        String content = Pages.paragraph("You are not signed in, or your session has ended."
                        + " What you sent was not saved. Sign in, then send it again.")
                + Pages.actions(Pages.primaryLink(
                        addresses.loginUrl(providerName, ReturnTo.HOME).toString(), "Sign in"));
        return Responses.answer(challenge(Pages.page(401, "Please sign in", content)));
    }

    private Answer unauthorized(@Nullable String providerName) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", "login_required");
        body.put("login_url", addresses.loginUrl(providerName, ReturnTo.HOME).toString());
        return Responses.answer(challenge(WebResponse.json(401, Json.write(body))));
    }

    /** Every 401 names a scheme (RFC 9110 §15.5.2); this one makes no browser ask for a password. */
    private WebResponse challenge(WebResponse response) {
        return response.header("WWW-Authenticate", "OpenIDConnect realm=\"" + addresses.baseUrl() + "\"");
    }

    private Answer chooser(String returnTo) {
        String choices = String.join(
                "\n",
                providers.names().stream()
                        .map(name ->
                                Pages.link(addresses.loginUrl(name, returnTo).toString(), "Continue with " + name))
                        .toList());
        return Responses.answer(Pages.page(
                200,
                "Sign in",
                Pages.paragraph("Choose where to sign in.") + "<div class=\"actions stack\">\n" + choices
                        + "\n</div>\n"));
    }
}
