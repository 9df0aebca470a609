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
import dev.latchkey.provider.SharedRegistrations;
import dev.latchkey.session.CookieSessions;
import dev.latchkey.session.RolesClaim;
import dev.latchkey.session.ServerSessions;
import dev.latchkey.session.SessionPolicy;
import dev.latchkey.session.Sessions;
import dev.latchkey.shared.Leases;
import dev.latchkey.shared.SealedValues;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.SharedValues;
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
    /** What a lease is longer than the call that it is for: the store's own calls, twice over. */
    private static final Duration BEYOND_THE_CALL = Duration.ofSeconds(5);

    /**
     * The whole.
     *
     * @param store where sessions are kept, guarded
     * @param values what nodes share, guarded
     * @param ownRegistrations where registrations are kept; null: with what nodes share
     */
    public Endpoints endpoints(
            Map<String, Provider> settings,
            HttpTransport transport,
            HttpSettings httpSettings,
            SessionStore store,
            SharedValues values,
            @Nullable Registrations ownRegistrations,
            boolean refreshesAccessTokens,
            boolean takesThirdPartyLogins,
            @Nullable List<String> publishedScopes,
            WaysOut waysOut,
            LoginHook loginHook,
            @Nullable ErrorView errorView) {
        ProviderHttp http = new ProviderHttp(transport, httpSettings);
        SealedValues sealed = new SealedValues(values, seal);
        Leases leases = new Leases(values, httpSettings.tokenTimeout().plus(BEYOND_THE_CALL), clock);
        Registrations registrations =
                ownRegistrations == null ? new SharedRegistrations(sealed, clock) : ownRegistrations;
        Providers providers = providers(settings, http, registrations, leases, uris(takesThirdPartyLogins, waysOut));
        TokenClient tokenClient = new TokenClient(http, clock);
        UserInfoClient userInfoClient = new UserInfoClient(http, clockSkew, clock);
        UserClaims userClaims = new UserClaims(http, clockSkew, clock);
        Sessions sessions = sessions(store);
        Refresh refresh = refreshesAccessTokens && sessions instanceof ServerSessions onServer
                ? new Refresh(
                        onServer,
                        policy,
                        new RefreshExchange(
                                onServer, policy, providers, tokenClient, userInfoClient, userClaims, clockSkew, clock),
                        leases,
                        clock)
                : null;
        LoopGuard loopGuard = new LoopGuard(cookies, seal);
        CurrentSession currentSession = new CurrentSession(sessions, providers, refresh, loopGuard, clock);
        PendingLogins pendingLogins = new PendingLogins(cookies, seal, values);
        Failures failures = new Failures(errorView, addresses.baseUrl().resolve("/"));
        RequestObjects requestObjects =
                new RequestObjects(addresses.baseUrl().resolve(addresses.requestObjectPath()), sealed);
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
                new Published(keys, requestObjects),
                logout(providers, currentSession, http, waysOut),
                signOutElsewhere(providers, currentSession, store, leases, waysOut),
                check,
                new SessionPage(providers, addresses, currentSession, waysOut.sessionPage()),
                currentSession,
                rolesClaim,
                new StoreTrouble(clock),
                store instanceof RevocableSessionStore revocable && sessions instanceof ServerSessions onServer
                        ? new AllSessions(revocable, onServer, new Ending(revocable, clock))
                        : null,
                clock);
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
            Providers providers, CurrentSession currentSession, SessionStore store, Leases leases, WaysOut waysOut) {
        RevocableSessionStore revocable = store instanceof RevocableSessionStore able ? able : null;
        return new SignOutElsewhere(
                addresses,
                waysOut.backchannel() && revocable != null
                        ? new BackchannelLogout(
                                providers, revocable, leases, new Ending(revocable, clock), clockSkew, clock)
                        : null,
                waysOut.frontchannel() ? new FrontchannelLogout(providers, currentSession, revocable) : null);
    }

    private Providers providers(
            Map<String, Provider> settings,
            ProviderHttp http,
            Registrations registrations,
            Leases leases,
            RegisteredUris uris) {
        List<NamedProvider> providers = new ArrayList<>();
        settings.forEach((name, provider) -> providers.add(new NamedProvider(
                name,
                provider.settings(),
                new Discovery(provider.settings(), http, clock),
                new KeySet(http, clock),
                new Registrar(provider.settings(), http, registrations, leases, uris, keys, clock),
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
                waysOut.backchannel() ? addresses.backchannelLogoutUri() : null);
    }

    private Sessions sessions(SessionStore store) {
        return store instanceof ServerSessionStore onServer
                ? new ServerSessions(cookies, seal, policy, onServer)
                : new CookieSessions(cookies, seal, policy);
    }
}
