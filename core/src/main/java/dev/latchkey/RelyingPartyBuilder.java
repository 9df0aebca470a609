package dev.latchkey;

import dev.latchkey.app.ErrorView;
import dev.latchkey.app.LoginHook;
import dev.latchkey.config.BaseUrl;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.config.SessionFollows;
import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.KeyRing;
import dev.latchkey.cookie.Seal;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.flow.Addresses;
import dev.latchkey.flow.Assembly;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.SetCookie.SameSite;
import dev.latchkey.internal.ClientKeySet;
import dev.latchkey.internal.JdkHttpTransport;
import dev.latchkey.provider.RegistrationFile;
import dev.latchkey.session.RolesClaim;
import dev.latchkey.session.SessionPolicy;
import dev.latchkey.session.SessionPolicy.Permanence;
import dev.latchkey.shared.Guard;
import dev.latchkey.shared.SealedValues;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.ServerSessionStore;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.SharedValues;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link RelyingParty}. Not thread-safe; may be used for several relying parties. */
public final class RelyingPartyBuilder {
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    private @Nullable String baseUrl;
    private final List<String> secretKeys = new ArrayList<>();
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private String redirectPath = "/redirect_uri";
    private String loginPath = "/login";
    private String logoutPath = "/logout";
    private String loggedOutPath = "/logged_out";
    private String afterLogout = "/";
    private Permanence permanence = Permanence.PERMANENT;
    private Duration permanentSessionLifetime = Duration.ofHours(12);
    private Duration idleTimeout = Duration.ofMinutes(30);
    private Duration clockSkew = Duration.ofSeconds(60);
    private @Nullable SessionStore sessions;
    private @Nullable SharedValues shared;
    private final WaysOutSettings waysOut = new WaysOutSettings();
    private boolean refreshesAccessTokens;
    private SessionFollows sessionFollows = SessionFollows.NONE;
    private boolean takesThirdPartyLogins;
    private @Nullable List<String> publishedScopes;
    private @Nullable ClientKeySet keys;
    private boolean sharesKeys;
    private @Nullable Path registrationFile;
    private HttpSettings http = HttpSettings.defaults();
    private @Nullable HttpTransport transport;
    private LoginHook loginHook = user -> LoginHook.LoginDecision.accept();
    private @Nullable ErrorView errorView;
    private String rolesClaim = "roles";
    private InstantSource clock = InstantSource.system();

    RelyingPartyBuilder() {}

    /** The application's public URL, such as {@code https://app.example.com/shop}. Required. */
    public RelyingPartyBuilder baseUrl(@Nullable String url) {
        baseUrl = url;
        return this;
    }

    /**
     * The secret that protects every cookie: at least 32 random characters, such as the output of {@code openssl rand
     * -base64 32}, the same on every node and after a restart. Required.
     *
     * @param current seals cookies, and opens them
     * @param others open cookies only. To change the key, add the new one here on every node, then swap the two, then
     *     drop the old one: nobody is signed out.
     */
    public RelyingPartyBuilder secretKey(@Nullable String current, @Nullable String... others) {
        secretKeys.clear();
        secretKeys.add(Objects.requireNonNullElse(current, ""));
        for (String other : others) {
            secretKeys.add(Objects.requireNonNullElse(other, ""));
        }
        return this;
    }

    /**
     * A provider to sign in at. At least one is required.
     *
     * @param name how routes name it; users see it where they choose between several
     */
    public RelyingPartyBuilder provider(String name, Provider provider) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}")) {
            throw Misconfigured.setting(
                    "provider", "is named \"" + name + "\"", "letters and digits, such as \"default\"");
        }
        if (providers.putIfAbsent(name, provider) != null) {
            throw Misconfigured.setting("provider", "\"" + name + "\" is set twice", "a different name for each");
        }
        return this;
    }

    /** Where the provider sends the browser back. Default: {@code /redirect_uri}. */
    public RelyingPartyBuilder redirectPath(String path) {
        redirectPath = path;
        return this;
    }

    /** Where a login starts; takes {@code ?return_to=/path} and {@code ?provider=name}. Default: {@code /login}. */
    public RelyingPartyBuilder loginPath(String path) {
        loginPath = path;
        return this;
    }

    /** Where the user signs out, by a link or a form. Default: {@code /logout}. */
    public RelyingPartyBuilder logoutPath(String path) {
        logoutPath = path;
        return this;
    }

    /** Where the provider sends the browser after sign-out. Default: {@code /logged_out}. */
    public RelyingPartyBuilder loggedOutPath(String path) {
        loggedOutPath = path;
        return this;
    }

    /** The page of the application that a user who signed out sees. Default: {@code /}. */
    public RelyingPartyBuilder afterLogout(String path) {
        afterLogout = path;
        return this;
    }

    /** Does the session's cookie outlive the browser? Default: true. */
    public RelyingPartyBuilder permanentSession(boolean permanent) {
        permanence = permanent ? Permanence.PERMANENT : Permanence.UNTIL_THE_BROWSER_CLOSES;
        return this;
    }

    /** How long a login lasts, whatever happens: at most 400 days. Default: 12 hours. */
    public RelyingPartyBuilder permanentSessionLifetime(Duration lifetime) {
        permanentSessionLifetime = lifetime;
        return this;
    }

    /** How long a login lasts without a request. Default: 30 minutes. */
    public RelyingPartyBuilder idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    /** How far a provider's clock may be off: at most five minutes. Default: 60 seconds. */
    public RelyingPartyBuilder clockSkew(Duration skew) {
        clockSkew = skew;
        return this;
    }

    /** Where sessions are kept. Default: {@link SessionStore#cookie()}. */
    public RelyingPartyBuilder sessions(SessionStore store) {
        sessions = store;
        return this;
    }

    /**
     * Where nodes share what is no session: registrations, request objects, which logins were used. Default: the session
     * store, if it can; else this process's memory.
     */
    public RelyingPartyBuilder shared(SharedValues values) {
        shared = values;
        return this;
    }

    /**
     * Keeps sessions in this store, and lets providers end them without a browser (OpenID Connect Back-Channel Logout), by
     * the redirect path plus {@code /backchannel_logout}. Instead of {@link #sessions}. Default: they may not.
     */
    public RelyingPartyBuilder backchannelLogout(RevocableSessionStore store) {
        waysOut.backchannel = store;
        return this;
    }

    /**
     * Lets a provider's page end sessions while the user signs out there (OpenID Connect Front-Channel Logout), by the
     * redirect path plus {@code /frontchannel_logout} in a frame. If the provider is another site, that takes a
     * {@link RevocableSessionStore}, or {@link #allowCrossSiteSessionCookie}. Default: it may not.
     */
    public RelyingPartyBuilder frontchannelLogout() {
        waysOut.frontchannel = true;
        return this;
    }

    /**
     * Serves a page that watches the session at the provider (OpenID Connect Session Management), at the redirect path plus
     * {@code /session}. Default: there is none.
     */
    public RelyingPartyBuilder sessionManagement() {
        waysOut.sessionPage = true;
        return this;
    }

    /**
     * Lets requests from other sites carry the session's cookie ({@code SameSite=None}), so that front-channel logout finds
     * sessions that are kept in cookies. Nothing but the application itself keeps foreign pages from acting in the user's
     * name then. Default: they do not carry it.
     */
    public RelyingPartyBuilder allowCrossSiteSessionCookie() {
        waysOut.sessionCookies = SameSite.NONE;
        return this;
    }

    /** Leaves tokens as they are when a user signs out. Default: they are revoked where the provider offers that. */
    public RelyingPartyBuilder keepTokensAtLogout() {
        waysOut.revocation = false;
        return this;
    }

    /**
     * Asks the provider whether the user is still signed in there, when a page is opened and so much time has passed since
     * it last said so; the browser goes there and back, unseen. Default: never.
     */
    public RelyingPartyBuilder sessionRefreshInterval(Duration interval) {
        waysOut.sessionRefreshInterval = interval;
        return this;
    }

    /** Keeps refresh tokens, and renews access tokens before they end. Needs a store on the server. */
    public RelyingPartyBuilder refreshAccessTokens() {
        refreshesAccessTokens = true;
        return this;
    }

    /** What, beside its own lifetimes, ends a session. Default: {@link SessionFollows#NONE}. */
    public RelyingPartyBuilder sessionFollows(SessionFollows follows) {
        sessionFollows = follows;
        return this;
    }

    /**
     * Lets others, such as a portal, send users here to sign in at a configured provider (OpenID Connect Core §4), by the
     * redirect path plus {@code /initiate_login}. Default: they may not.
     */
    public RelyingPartyBuilder thirdPartyLogin() {
        takesThirdPartyLogins = true;
        return this;
    }

    /**
     * Publishes what clients of this application as an API should know (RFC 9728): who issues its access tokens, and these
     * scopes. It is at {@code /.well-known/oauth-protected-resource}, followed by the base URL's path, and the answers to
     * calls without a good token name that address. The base URL is the resource. Default: nothing is published.
     */
    public RelyingPartyBuilder publishResourceMetadata(String... scopes) {
        publishedScopes = List.of(scopes);
        return this;
    }

    /**
     * This application's private keys, for {@code private_key_jwt}, signed request objects and tokens that providers
     * encrypt. Their public halves are published at the redirect path plus {@code /jwks}. For each use the first key that
     * fits is taken, and all can decrypt: to change keys, add the new one at the end on every node, wait until the
     * providers have read the set again, move it to the front, and drop the old one later.
     *
     * @param jwkSet a JWK set (RFC 7517 §5) of private RSA (2048 bits or more), EC (P-256, P-384, P-521) or Ed25519 keys
     * @throws Misconfigured if it is anything else; the message has no key material
     */
    public RelyingPartyBuilder keys(@Nullable String jwkSet) {
        keys = OwnKeys.parse(jwkSet);
        return this;
    }

    /**
     * A file with this application's private keys, as for {@link #keys}. It is made, with fresh keys and readable by its
     * owner alone, if it does not exist; several nodes need one that exists before they start.
     *
     * @throws Misconfigured if it cannot be read or written
     */
    public RelyingPartyBuilder keysFile(Path file) {
        keys = OwnKeys.file(file);
        return this;
    }

    /**
     * This application's private keys, as for {@link #keys}, kept sealed where nodes share what is no session: made by the
     * first node, read by the others. {@link #build} asks the store for them. To change the keys, set them by hand.
     */
    public RelyingPartyBuilder sharedKeys() {
        sharesKeys = true;
        return this;
    }

    /** A file that keeps dynamic registrations over a restart. Default: none, they are kept with what nodes share. */
    public RelyingPartyBuilder registrationFile(Path file) {
        registrationFile = file;
        return this;
    }

    /** The HTTP client for every outgoing call. */
    public RelyingPartyBuilder http(HttpSettings settings) {
        http = settings;
        return this;
    }

    /** Another transport for every outgoing call, instead of the JDK's HTTP client. */
    public RelyingPartyBuilder transport(HttpTransport transport) {
        this.transport = transport;
        return this;
    }

    /** The application's say in every login. */
    public RelyingPartyBuilder onLogin(LoginHook hook) {
        loginHook = hook;
        return this;
    }

    /** The application's own page for failed logins. Default, and null: a generic page. */
    public RelyingPartyBuilder errorView(@Nullable ErrorView view) {
        errorView = view;
        return this;
    }

    /** The claim with the user's roles, or a path to it such as {@code realm_access.roles}. Default: {@code roles}. */
    public RelyingPartyBuilder rolesClaim(String path) {
        rolesClaim = path;
        return this;
    }

    /** The source of time. Default: the system's clock. */
    public RelyingPartyBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /**
     * The relying party. Makes no network call.
     *
     * @throws Misconfigured if a setting is missing, malformed or contradicts another; the message says which, and what
     *     is expected
     */
    public RelyingParty build() {
        if (baseUrl == null || baseUrl.isBlank()) {
            throw Misconfigured.setting(
                    "baseUrl", "is missing", "the application's public URL, such as \"https://app.example.com\"");
        }
        BaseUrl url = BaseUrl.parse(baseUrl);
        Seal seal = new Seal(KeyRing.of(secretKeys));
        SessionStore store = waysOut.store(sessions);
        SharedValues values = Guard.values(sharedValues(store));
        ClientKeySet keys = sharesKeys ? sharedKeys(values, seal) : this.keys;
        requireProviders(keys);
        requireConsistency();
        HttpTransport calls = transport == null ? new JdkHttpTransport(http::newClient) : transport;
        return new RelyingParty(new Assembly(
                        new Addresses(url, redirectPath, loginPath, logoutPath, loggedOutPath, afterLogout),
                        new Cookies(url, waysOut.sessionCookies),
                        seal,
                        new SessionPolicy(permanence, permanentSessionLifetime, idleTimeout, sessionFollows, clockSkew),
                        new RolesClaim(rolesClaim),
                        keys,
                        clockSkew,
                        clock)
                .endpoints(
                        providers,
                        calls,
                        http,
                        Guard.sessions(store),
                        values,
                        registrationFile == null ? null : new RegistrationFile(registrationFile),
                        refreshesAccessTokens,
                        takesThirdPartyLogins,
                        publishedScopes,
                        waysOut.checked(url, providers.values()),
                        loginHook,
                        errorView));
    }

    private SharedValues sharedValues(SessionStore store) {
        if (shared != null) {
            return shared;
        }
        return store instanceof SharedValues values ? values : SharedValues.inMemory(clock);
    }

    private ClientKeySet sharedKeys(SharedValues values, Seal seal) {
        if (keys != null) {
            throw Misconfigured.setting("sharedKeys", "is set, and so are keys", "one of the two");
        }
        return OwnKeys.shared(new SealedValues(values, seal), clock);
    }

    private void requireProviders(@Nullable ClientKeySet keys) {
        if (providers.isEmpty()) {
            throw Misconfigured.setting(
                    "provider",
                    "is missing",
                    "at least one, such as provider(\"default\", Provider.discover(\"https://idp.example.com\")"
                            + ".client(\"client1\", \"secret1\"))");
        }
        providers.forEach((name, provider) -> ProviderChecks.require(name, provider.settings(), keys));
        ProviderChecks.requireOneJudge(providers);
    }

    private void requireConsistency() {
        if (refreshesAccessTokens && !(waysOut.store(sessions) instanceof ServerSessionStore)) {
            throw Misconfigured.setting(
                    "refreshAccessTokens",
                    "needs a session store on the server: a refresh token never goes into a cookie",
                    "sessions(SessionStore.inMemory())");
        }
        if (refreshesAccessTokens && shared == null && !(waysOut.store(sessions) instanceof SharedValues)) {
            throw Misconfigured.setting(
                    "refreshAccessTokens",
                    "needs to know where nodes agree on who refreshes, which this session store cannot keep",
                    "shared(...) as well; shared(SharedValues.inMemory(InstantSource.system())) if there is one process");
        }
        if (sessionFollows == SessionFollows.REFRESH && !refreshesAccessTokens) {
            throw Misconfigured.setting(
                    "sessionFollows", "is REFRESH, but nothing is refreshed", "refreshAccessTokens() as well");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_CLOCK_SKEW) > 0) {
            throw Misconfigured.setting(
                    "clockSkew", "is " + clockSkew, "between 0 and 5 minutes, such as Duration.ofSeconds(60)");
        }
    }
}
