package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.SignatureAlgorithms;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A provider that users sign in at, and this application's registration there. Provider configuration is static
 * ({@link #of}) or dynamic ({@link #discover}); client registration is static ({@link #client}) or dynamic
 * ({@link #register}); every combination works. Immutable: each method answers a changed copy.
 */
public final class Provider {
    private final ProviderSettings settings;

    private Provider(ProviderSettings settings) {
        this.settings = settings;
    }

    /**
     * Dynamic provider configuration: everything is read from the discovery document, on first use.
     *
     * @param issuer the issuer as the provider writes it, such as {@code https://idp.example.com/realms/main}
     * @throws Misconfigured if it is not a URL
     */
    public static Provider discover(@Nullable String issuer) {
        return new Provider(new ProviderSettings(requireUrl("issuer", issuer)));
    }

    /** Static provider configuration: nothing is discovered. */
    public static Provider of(ProviderMetadata metadata) {
        ProviderSettings draft = new ProviderSettings(requireUrl("issuer", metadata.issuer()));
        draft.staticMetadata = metadata;
        return new Provider(draft);
    }

    /** Static client registration with a secret. */
    public Provider client(@Nullable String clientId, @Nullable String clientSecret) {
        if (clientSecret == null) {
            throw Misconfigured.setting(
                    "clientSecret",
                    "is missing",
                    "the client secret from the provider, or publicClient(clientId) for none");
        }
        return client(new ClientCredentials(requireClientId(clientId), clientSecret));
    }

    /** Static client registration of a public client. */
    public Provider publicClient(@Nullable String clientId) {
        return client(new ClientCredentials(requireClientId(clientId), null));
    }

    /** Static client registration of a client that has a key of {@code RelyingPartyBuilder.keys} and no secret. */
    public Provider clientWithKeys(@Nullable String clientId) {
        return publicClient(clientId).clientAuthentication(ClientAuthentication.privateKeyJwt());
    }

    /** Static client registration. */
    public Provider client(ClientCredentials credentials) {
        return changed(draft -> draft.credentials = credentials);
    }

    /** Dynamic client registration (RFC 7591): the client registers on first use, and the registration is reused. */
    public Provider register(ClientMetadata metadata) {
        return changed(draft -> draft.registration = metadata);
    }

    /** What every login asks for, beside what was set before; a single login may ask for more. */
    public Provider parameters(LoginParameters parameters) {
        return changed(draft -> draft.parameters = parameters.over(draft.parameters));
    }

    /** The scopes to ask for; {@code openid} is always among them. Default: openid, profile, email. */
    public Provider scopes(String... scopes) {
        return parameters(LoginParameters.none().scopes(scopes));
    }

    /**
     * A further parameter for the authorization request, such as {@code prompt}, {@code login_hint}, {@code ui_locales},
     * {@code access_type}, {@code audience} or {@code hd}; sent as it is.
     *
     * @throws Misconfigured for a parameter that Latchkey sets itself
     */
    public Provider authorizationParameter(String name, String value) {
        return parameters(LoginParameters.none().parameter(name, value));
    }

    /** How old the user's sign-in at the provider may be; {@code auth_time} is checked (OpenID Connect Core §3.1.2.1). */
    public Provider maxAge(Duration age) {
        return parameters(LoginParameters.none().maxAge(age));
    }

    /**
     * What the provider answers a login with. Default: {@link ResponseType#CODE}, which keeps tokens out of the browser.
     * The other types pass tokens through the browser, its history and its extensions; they are for providers that cannot
     * do without.
     */
    public Provider responseType(ResponseType type) {
        return changed(draft -> draft.responseType = type);
    }

    /** How the answer travels; any other way is refused. Default: the query for a code, the fragment for tokens. */
    public Provider responseMode(ResponseMode mode) {
        return changed(draft -> draft.responseMode = mode);
    }

    /** Puts the authorization request into a JWT. A signature needs {@code RelyingPartyBuilder.keys}. Default: none. */
    public Provider requestObject(RequestObject requestObject) {
        return changed(draft -> draft.requestObject = requestObject);
    }

    /** How to authenticate at the token endpoint. Default: what the provider supports, HTTP Basic first. */
    public Provider clientAuthentication(ClientAuthentication authentication) {
        return changed(draft -> draft.authentication = authentication);
    }

    /**
     * The algorithm that the provider signs ID tokens with. Default: RS256.
     *
     * @param algorithm RS256 to RS512, PS256 to PS512, ES256 to ES512, EdDSA; or HS256, whose key is the client secret
     * @throws Misconfigured for another
     */
    public Provider idTokenSigningAlgorithm(String algorithm) {
        if (!SignatureAlgorithms.ASYMMETRIC.contains(algorithm) && !algorithm.equals("HS256")) {
            throw Misconfigured.setting("idTokenSigningAlgorithm", "is \"" + algorithm + "\"", "HS256 or " + known());
        }
        return changed(draft -> draft.idTokenSigningAlgorithm = algorithm);
    }

    /** ID tokens are encrypted, to a key of {@code RelyingPartyBuilder.keys}. Default: they are not. */
    public Provider idTokenEncryption(String algorithm, String method) {
        return changed(draft -> draft.idTokenEncryption = new Encryption(algorithm, method));
    }

    /** UserInfo is a JWT signed with this algorithm (OpenID Connect Core §5.3.2). Default: it is JSON. */
    public Provider userInfoSigningAlgorithm(String algorithm) {
        if (!SignatureAlgorithms.ASYMMETRIC.contains(algorithm)) {
            throw Misconfigured.setting("userInfoSigningAlgorithm", "is \"" + algorithm + "\"", known());
        }
        return changed(draft -> draft.userInfoSigningAlgorithm = algorithm);
    }

    /** UserInfo is encrypted around its signature, to a key of {@code RelyingPartyBuilder.keys}. Default: it is not. */
    public Provider userInfoEncryption(String algorithm, String method) {
        return changed(draft -> draft.userInfoEncryption = new Encryption(algorithm, method));
    }

    /** How to show the access token to the UserInfo endpoint. Default: {@link UserInfoRequest#HEADER}. */
    public Provider userInfoRequest(UserInfoRequest request) {
        return changed(draft -> draft.userInfoRequest = request);
    }

    /**
     * Somebody else whose claims this provider passes on: aggregated claims (OpenID Connect Core §5.6.2) count only if
     * they are signed by the provider itself or by one of these.
     *
     * @param issuer the {@code iss} of its JWTs
     * @param jwksUri where its keys are
     */
    public Provider trustClaimsProvider(String issuer, String jwksUri) {
        URI keys = URI.create(requireUrl("trustClaimsProvider", jwksUri));
        if (!BaseUrl.isSecure(keys)) {
            throw Misconfigured.setting("trustClaimsProvider", "names " + keys, "an https URL");
        }
        return changed(draft -> draft.claimsProviders.put(issuer, keys));
    }

    /** A further audience that ID tokens may name beside this client (OpenID Connect Core §3.1.3.7 rule 3). */
    public Provider trustAudience(String audience) {
        return changed(draft -> draft.trustedAudiences.add(audience));
    }

    /** When to ask the UserInfo endpoint. Default: {@link UserInfoMode#AUTO}. */
    public Provider userInfo(UserInfoMode mode) {
        return changed(draft -> draft.userInfo = mode);
    }

    /**
     * This application takes access tokens that the provider issued for it, on routes with {@code Access.bearer} or
     * {@code Access.signedInOrBearer}: {@code acceptAccessTokens(AccessTokens.jwt("https://api.example.com"))}. Default:
     * it takes none.
     */
    public Provider acceptAccessTokens(AccessTokens tokens) {
        return changed(draft -> draft.accessTokens = tokens);
    }

    /** Where the discovery document is, if not under the issuer: the provider's inner address in a container network. */
    public Provider discoveryUrl(String url) {
        return changed(draft -> draft.discoveryUrl = URI.create(requireUrl("discoveryUrl", url)));
    }

    /**
     * Where users sign out at a provider that has no standard {@code end_session_endpoint}: a URL in which
     * {@code {client_id}}, {@code {post_logout_redirect_uri}}, {@code {state}}, {@code {ui_locales}} and
     * {@code {logout_hint}} stand for their values. Default: the metadata say where.
     *
     * @throws Misconfigured if it is not an https URL, or has another placeholder
     */
    public Provider endSessionUrl(String template) {
        return changed(draft -> draft.endSessionUrl = EndSessionTemplate.checked(template));
    }

    /**
     * Changes to the metadata, applied to what was discovered: {@code adjustMetadata(m ->
     * m.tokenEndpoint("http://keycloak:8080/..."))}. The issuer cannot be changed.
     */
    public Provider adjustMetadata(UnaryOperator<ProviderMetadata> adjustment) {
        return changed(draft -> draft.adjustment = adjustment);
    }

    /** Turns a check off, for this provider only. */
    public Provider weaken(Weakening weakening) {
        return changed(draft -> draft.weakenings.add(weakening));
    }

    /** What was set. */
    public ProviderSettings settings() {
        return settings;
    }

    private Provider changed(Consumer<ProviderSettings> change) {
        ProviderSettings draft = new ProviderSettings(settings);
        change.accept(draft);
        return new Provider(draft);
    }

    private static String known() {
        return "one of "
                + String.join(
                        ", ", SignatureAlgorithms.ASYMMETRIC.stream().sorted().toList());
    }

    private static String requireClientId(@Nullable String clientId) {
        if (clientId == null) {
            throw Misconfigured.setting(
                    "clientId", "is missing", "the client id from the provider, such as \"client1\"");
        }
        return clientId;
    }

    private static String requireUrl(String setting, @Nullable String url) {
        if (url == null) {
            throw Misconfigured.setting(
                    setting, "is missing", "the provider's URL, such as \"https://idp.example.com\"");
        }
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && uri.getRawFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Misconfigured.setting(
                setting, "is not a URL: \"" + url + "\"", "the provider's URL, such as \"https://idp.example.com\"");
    }

    @Override
    public String toString() {
        return "Provider[" + settings.issuer + "]";
    }
}
