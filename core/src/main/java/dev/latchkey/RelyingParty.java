package dev.latchkey;

import dev.latchkey.app.Access;
import dev.latchkey.app.AccessToken;
import dev.latchkey.app.ActiveSessions;
import dev.latchkey.app.Decision;
import dev.latchkey.app.LoginRequest;
import dev.latchkey.app.LogoutRequest;
import dev.latchkey.app.SessionInfo;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.app.TokenRequest;
import dev.latchkey.app.TokenSource;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.flow.Endpoints;
import dev.latchkey.http.WebRequest;
import org.jspecify.annotations.Nullable;

/**
 * The relying party: the one door between an application and its OpenID Providers. Immutable and thread-safe; an
 * application makes one when it starts and hands it to its adapter.
 *
 * <p>An adapter asks {@link #decide} about every request, and does what the decision says.
 */
public final class RelyingParty {
    private final Endpoints endpoints;

    RelyingParty(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** A builder; {@code baseUrl}, {@code secretKey} and one {@code provider} are required. */
    public static RelyingPartyBuilder builder() {
        return new RelyingPartyBuilder();
    }

    /**
     * What to do with a request: login, callback and sign-out are answered here; anything else goes to the application if
     * its access allows, or is answered with a login.
     *
     * @param request the request
     * @param access what the route, the path or everything else asks for
     * @throws dev.latchkey.failure.Misconfigured if the access names a provider that is not configured
     */
    public Decision decide(WebRequest request, Access access) {
        return endpoints.decide(request, access);
    }

    /**
     * Starts a login, wherever the application wants one: with a hint whom to expect, with other scopes, or anew for a
     * user who is signed in already. The answer is a redirect that the application sends; the adapters have a method for
     * that.
     *
     * @param request the request that the answer is for
     * @throws dev.latchkey.failure.Misconfigured if it names a provider that is not configured
     */
    public Decision.Answer login(WebRequest request, LoginRequest login) {
        return endpoints.login(request, login);
    }

    /**
     * Signs the user out, here and at the provider, wherever the application wants to. The answer is a redirect that the
     * application sends; the adapters have a method for that. A request that another site made is answered with a question
     * instead, and signs nobody out.
     *
     * @param request the request that the answer is for
     * @throws dev.latchkey.failure.Misconfigured if it names a provider that is not configured
     */
    public Decision.Answer logout(WebRequest request, LogoutRequest logout) {
        return endpoints.logout(request, logout);
    }

    /**
     * What a page needs to watch the session at the provider itself; with {@link #sessionPageUri} it need not.
     *
     * @return null if nobody is signed in, or provider or session store cannot be asked
     */
    public @Nullable SessionInfo sessionInfo(WebRequest request) {
        return endpoints.sessionInfo(request);
    }

    /**
     * Uses the refresh token of this browser's session now, and asks UserInfo again with the new access token. Concurrent
     * calls for one session share one refresh.
     *
     * @return the user, with the new tokens
     * @throws dev.latchkey.failure.LoginRejected {@code LOGIN_REQUIRED} if there is no session or no refresh token in it,
     *     or the request shows an access token of its own, which alone counts then; {@code TOKEN_ERROR} if the
     *     provider refuses
     * @throws dev.latchkey.failure.ProtocolViolation if the answer breaks a rule; the session keeps its old tokens, but
     *     not the refresh token
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider does not answer; the session stays as it is
     * @throws dev.latchkey.failure.StoreUnavailable if the session store does not answer
     */
    public SignedInUser refresh(WebRequest request) {
        return endpoints.refresh(request);
    }

    /**
     * The access token of this browser's session, for calls of other services in the user's name: good for at least 30
     * seconds more, as far as the provider said, and refreshed if need be; one that ends sooner if it is new, or while the
     * provider is down. Concurrent calls for one session share one refresh, and for ten seconds its failure.
     *
     * @throws dev.latchkey.failure.LoginRejected {@code LOGIN_REQUIRED} if only a login brings such a token: there is no
     *     session, its token ends and cannot be refreshed, or the request shows an access token of its own, which alone
     *     counts then; {@code TOKEN_ERROR} if the provider refuses for another reason
     * @throws dev.latchkey.failure.ProtocolViolation if the provider's answer breaks a rule
     * @throws dev.latchkey.failure.ProviderUnavailable if it does not answer
     * @throws dev.latchkey.failure.StoreUnavailable if the session store does not answer
     */
    public AccessToken validAccessToken(WebRequest request) {
        return endpoints.api().validAccessToken(request);
    }

    /**
     * Like {@link #validAccessToken}, but not the token that the session has now, unless that was fetched in the last ten
     * seconds: for a service that refused it although it should be good.
     *
     * @throws dev.latchkey.failure.OidcException as {@link #validAccessToken}
     */
    public AccessToken renewedAccessToken(WebRequest request) {
        return endpoints.api().renewedAccessToken(request);
    }

    /**
     * A token for this application itself, by its own credentials (RFC 6749 §4.4). It is kept, and the next one fetched 30
     * seconds before it ends; without {@code expires_in} it is not kept. Concurrent calls for the same token are one.
     *
     * @throws dev.latchkey.failure.LoginRejected {@code TOKEN_ERROR} if the provider refuses, {@code CLIENT_REFUSED} if it
     *     does not accept the client
     * @throws dev.latchkey.failure.ProtocolViolation if the provider's answer breaks a rule
     * @throws dev.latchkey.failure.ProviderUnavailable if it does not answer; a failure is not kept, but a time-out for
     *     three seconds
     * @throws dev.latchkey.failure.Misconfigured if no provider has this name
     */
    public AccessToken clientCredentials(TokenRequest request) {
        return endpoints.api().clientCredentials(request);
    }

    /** The tokens of this browser's session, for {@link AuthorizedHttp}: see {@link #validAccessToken}. */
    public TokenSource tokensOf(WebRequest request) {
        return endpoints.api().tokensOf(request);
    }

    /** The tokens of this application itself, for {@link AuthorizedHttp}: see {@link #clientCredentials}. */
    public TokenSource tokensOf(TokenRequest request) {
        return endpoints.api().tokensOf(request);
    }

    /**
     * A provider's metadata: discovered, and its keys read, now rather than at the first login.
     *
     * @throws dev.latchkey.failure.OidcException if that fails, or no provider has this name
     */
    public ProviderMetadata discover(String provider) {
        return endpoints.discover(provider);
    }

    /**
     * The sessions of all users: who is signed in where, and how to end that.
     *
     * @throws dev.latchkey.failure.Misconfigured if sessions are kept in cookies, or in a store that cannot revoke
     */
    public ActiveSessions activeSessions() {
        return endpoints.activeSessions();
    }

    /**
     * The client id at a provider: registered, if it is to be, now rather than at the first login.
     *
     * @throws dev.latchkey.failure.OidcException if that fails, or no provider has this name
     */
    public String register(String provider) {
        return endpoints.register(provider);
    }

    /**
     * Checks an access when the application starts, so that a misspelt provider is found before the first request.
     *
     * @throws dev.latchkey.failure.Misconfigured if it names a provider that is not configured, or asks for access tokens
     *     and no provider says how these are checked
     */
    public void check(Access access) {
        endpoints.check(access);
    }

    /** The redirect URI, as it must be registered at every provider. */
    public String redirectUri() {
        return endpoints.addresses().redirectUri().toString();
    }

    /** Where our public keys are, as it must be registered at a provider that needs them: the {@code jwks_uri}. */
    public String jwksUri() {
        return endpoints.addresses().jwksUri().toString();
    }

    /** Where others start a login, if {@code thirdPartyLogin} is set: the {@code initiate_login_uri}. */
    public String initiateLoginUri() {
        return endpoints.addresses().initiateLoginUri().toString();
    }

    /** The post-logout redirect URI, as it must be registered at every provider with an end-session endpoint. */
    public String postLogoutRedirectUri() {
        return endpoints.addresses().postLogoutRedirectUri().toString();
    }

    /** Where providers end sessions themselves, if {@code backchannelLogout} is set: the {@code backchannel_logout_uri}. */
    public String backchannelLogoutUri() {
        return endpoints.addresses().backchannelLogoutUri().toString();
    }

    /** Where a provider's page ends sessions, if {@code frontchannelLogout} is set: the {@code frontchannel_logout_uri}. */
    public String frontchannelLogoutUri() {
        return endpoints.addresses().frontchannelLogoutUri().toString();
    }

    /**
     * The page that watches the session at the provider, if {@code sessionManagement} is set; for a hidden frame of every
     * page whose user shall be signed out here when he signs out there: {@code <iframe src="..." hidden></iframe>}.
     */
    public String sessionPageUri() {
        return endpoints.addresses().sessionPageUri().toString();
    }

    @Override
    public String toString() {
        return "RelyingParty[" + endpoints.addresses().baseUrl() + "]";
    }
}
