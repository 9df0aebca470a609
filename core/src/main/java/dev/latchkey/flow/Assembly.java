package dev.latchkey.flow;

import static dev.latchkey.flow.Admission.RefreshTokens.DROPPED;
import static dev.latchkey.flow.Admission.RefreshTokens.KEPT;

import dev.latchkey.app.ErrorView;
import dev.latchkey.app.LoginHook;
import dev.latchkey.authorization.PendingLogins;
import dev.latchkey.authorization.RequestObjects;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.Seal;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.internal.ClientKeySet;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.KeySet;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.provider.NamedProvider.Company;
import dev.latchkey.provider.ProviderHttp;
import dev.latchkey.provider.Registrar;
import dev.latchkey.provider.Registrar.RegisteredUris;
import dev.latchkey.provider.Registrations;
import dev.latchkey.session.CookieSessions;
import dev.latchkey.session.RolesClaim;
import dev.latchkey.session.ServerSessions;
import dev.latchkey.session.SessionPolicy;
import dev.latchkey.session.Sessions;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.token.RevocationClient;
import dev.latchkey.token.TokenClient;
import dev.latchkey.token.UserClaims;
import dev.latchkey.token.UserInfoClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts together.
 *
 * @param addresses where our endpoints are
 * @param cookies the names and attributes of our cookies
 * @param seal the seal on their contents
 * @param policy how long sessions last
 * @param rolesClaim where the roles are
 * @param keys our private keys, if there are any
 * @param clockSkew how far a provider's clock may be off
 * @param clock the source of time
 */
public record Assembly(
        Addresses addresses,
        Cookies cookies,
        Seal seal,
        SessionPolicy policy,
        RolesClaim rolesClaim,
        @Nullable ClientKeySet keys,
        Duration clockSkew,
        InstantSource clock) {

    /** The whole. */
    public Endpoints endpoints(
            Map<String, Provider> settings,
            HttpTransport transport,
            HttpSettings httpSettings,
            Registrations registrations,
            SessionStore store,
            boolean refreshesAccessTokens,
            boolean takesThirdPartyLogins,
            @Nullable List<String> publishedScopes,
            WaysOut waysOut,
            LoginHook loginHook,
            @Nullable ErrorView errorView) {
        ProviderHttp http = new ProviderHttp(transport, httpSettings);
        Providers providers = providers(settings, http, registrations, uris(takesThirdPartyLogins, waysOut));
        TokenClient tokenClient = new TokenClient(http, clock);
        UserInfoClient userInfoClient = new UserInfoClient(http, clockSkew, clock);
        UserClaims userClaims = new UserClaims(http, clockSkew, clock);
        Sessions sessions = sessions(store);
        Refresh refresh = refreshesAccessTokens && sessions instanceof ServerSessions onServer
                ? new Refresh(onServer, policy, providers, tokenClient, userInfoClient, userClaims, clockSkew, clock)
                : null;
        CurrentSession currentSession = new CurrentSession(sessions, providers, refresh, clock);
        PendingLogins pendingLogins = new PendingLogins(cookies, seal);
        LoopGuard loopGuard = new LoopGuard(cookies, seal);
        Failures failures = new Failures(errorView, addresses.baseUrl().resolve("/"));
        RequestObjects requestObjects = new RequestObjects(addresses.baseUrl().resolve(addresses.requestObjectPath()));
        Login login = new Login(
                providers, addresses, pendingLogins, requestObjects, currentSession, loopGuard, failures, clock);
        ApiDoor api = ApiDoor.of(
                addresses.baseUrl(),
                providers,
                rolesClaim,
                publishedScopes,
                currentSession,
                http,
                tokenClient,
                clockSkew,
                clock);
        SilentCheck check = new SilentCheck(
                providers,
                addresses,
                login,
                pendingLogins,
                currentSession,
                loopGuard,
                policy,
                waysOut.sessionRefreshInterval(),
                clock);
        return new Endpoints(
                addresses,
                providers,
                api,
                login,
                takesThirdPartyLogins ? new ThirdPartyLogin(providers, addresses, login, failures) : null,
                new FragmentRelay(providers, addresses.baseUrl().resolve(addresses.fragmentPath())),
                new Callback(
                        providers,
                        addresses,
                        pendingLogins,
                        tokenClient,
                        userInfoClient,
                        userClaims,
                        new Admission(loginHook, policy, rolesClaim, refresh == null ? DROPPED : KEPT),
                        currentSession,
                        check,
                        loopGuard,
                        failures,
                        clockSkew,
                        clock),
                new Published(keys, requestObjects, clock),
                logout(providers, currentSession, http, waysOut),
                signOutElsewhere(providers, currentSession, store, waysOut),
                check,
                new SessionPage(providers, addresses, currentSession, waysOut.sessionPage()),
                currentSession,
                loopGuard,
                rolesClaim);
    }

    private Logout logout(Providers providers, CurrentSession currentSession, ProviderHttp http, WaysOut waysOut) {
        return new Logout(
                providers,
                addresses,
                currentSession,
                waysOut.revocation() ? new Revocation(new RevocationClient(http, clock)) : null,
                new ReturnFromLogout(cookies, seal));
    }

    private SignOutElsewhere signOutElsewhere(
            Providers providers, CurrentSession currentSession, SessionStore store, WaysOut waysOut) {
        RevocableSessionStore backchannel = waysOut.backchannel();
        RevocableSessionStore revocable = store instanceof RevocableSessionStore able ? able : null;
        return new SignOutElsewhere(
                addresses,
                backchannel == null ? null : new BackchannelLogout(providers, backchannel, clockSkew, clock),
                waysOut.frontchannel() ? new FrontchannelLogout(providers, currentSession, revocable) : null);
    }

    private Providers providers(
            Map<String, Provider> settings, ProviderHttp http, Registrations registrations, RegisteredUris uris) {
        List<NamedProvider> providers = new ArrayList<>();
        settings.forEach((name, provider) -> providers.add(new NamedProvider(
                name,
                provider.settings(),
                new Discovery(provider.settings(), http, clock),
                new KeySet(http, clock),
                new Registrar(provider.settings(), http, registrations, uris, keys, clock),
                keys,
                settings.size() == 1 ? Company.ALONE : Company.ONE_OF_SEVERAL)));
        return new Providers(providers);
    }

    private RegisteredUris uris(boolean takesThirdPartyLogins, WaysOut waysOut) {
        return new RegisteredUris(
                addresses.redirectUri(),
                addresses.postLogoutRedirectUri(),
                addresses.jwksUri(),
                addresses.baseUrl().resolve(addresses.requestObjectPath()),
                takesThirdPartyLogins ? addresses.initiateLoginUri() : null,
                waysOut.frontchannel() ? addresses.frontchannelLogoutUri() : null,
                waysOut.backchannel() != null ? addresses.backchannelLogoutUri() : null);
    }

    private Sessions sessions(SessionStore store) {
        return store instanceof ServerSessionStore onServer
                ? new ServerSessions(cookies, seal, policy, onServer)
                : new CookieSessions(cookies, seal, policy);
    }
}
