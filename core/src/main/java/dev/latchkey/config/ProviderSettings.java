package dev.latchkey.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was set for a {@link Provider}. Immutable. */
public final class ProviderSettings {
    // Written only by Provider, on a copy that nobody else has seen.
    final String issuer;

    @Nullable
    ProviderMetadata staticMetadata;

    @Nullable
    ClientCredentials credentials;

    @Nullable
    ClientMetadata registration;

    LoginParameters parameters = LoginParameters.none().scopes("profile", "email");
    ResponseType responseType = ResponseType.CODE;

    @Nullable
    ResponseMode responseMode;

    @Nullable
    RequestObject requestObject;

    @Nullable
    ClientAuthentication authentication;

    String idTokenSigningAlgorithm = "RS256";

    @Nullable
    Encryption idTokenEncryption;

    @Nullable
    String userInfoSigningAlgorithm;

    @Nullable
    Encryption userInfoEncryption;

    UserInfoMode userInfo = UserInfoMode.AUTO;
    UserInfoRequest userInfoRequest = UserInfoRequest.HEADER;
    List<String> trustedAudiences = new ArrayList<>();
    Map<String, URI> claimsProviders = new LinkedHashMap<>();

    @Nullable
    AccessTokens accessTokens;

    @Nullable
    URI discoveryUrl;

    @Nullable
    String endSessionUrl;

    UnaryOperator<ProviderMetadata> adjustment = UnaryOperator.identity();
    Set<Weakening> weakenings = new LinkedHashSet<>();

    ProviderSettings(String issuer) {
        this.issuer = issuer;
    }

    ProviderSettings(ProviderSettings other) {
        this(other.issuer);
        staticMetadata = other.staticMetadata;
        credentials = other.credentials;
        registration = other.registration;
        parameters = other.parameters;
        responseType = other.responseType;
        responseMode = other.responseMode;
        requestObject = other.requestObject;
        authentication = other.authentication;
        idTokenSigningAlgorithm = other.idTokenSigningAlgorithm;
        idTokenEncryption = other.idTokenEncryption;
        userInfoSigningAlgorithm = other.userInfoSigningAlgorithm;
        userInfoEncryption = other.userInfoEncryption;
        userInfo = other.userInfo;
        userInfoRequest = other.userInfoRequest;
        trustedAudiences = new ArrayList<>(other.trustedAudiences);
        claimsProviders = new LinkedHashMap<>(other.claimsProviders);
        accessTokens = other.accessTokens;
        discoveryUrl = other.discoveryUrl;
        endSessionUrl = other.endSessionUrl;
        adjustment = other.adjustment;
        weakenings = new LinkedHashSet<>(other.weakenings);
    }

    /** The issuer as configured. */
    public String issuer() {
        return issuer;
    }

    /** The metadata given by hand; null: discovered. */
    public @Nullable ProviderMetadata staticMetadata() {
        return staticMetadata;
    }

    /** The credentials given by hand; null: the client registers. */
    public @Nullable ClientCredentials credentials() {
        return credentials;
    }

    /** What to register with; null: the client is registered by hand. */
    public @Nullable ClientMetadata registration() {
        return registration;
    }

    /** What every login asks for, be it in the request or by the client's registration. */
    public LoginParameters parameters() {
        return registration == null ? parameters : parameters.over(LoginParameters.registered(registration));
    }

    /** What the provider answers a login with. */
    public ResponseType responseType() {
        return responseType;
    }

    /** How that travels. */
    public ResponseMode responseMode() {
        return responseMode == null ? responseType.defaultMode() : responseMode;
    }

    /** How the request is put into a JWT, if it is. */
    public @Nullable RequestObject requestObject() {
        return requestObject;
    }

    /** How to authenticate at the token endpoint, if that is set. */
    public @Nullable ClientAuthentication clientAuthentication() {
        return authentication;
    }

    /** How ID tokens must be protected. */
    public JwtProtection idToken() {
        return new JwtProtection(idTokenSigningAlgorithm, idTokenEncryption);
    }

    /** How UserInfo must be protected; null: it is JSON. */
    public @Nullable JwtProtection userInfoProtection() {
        return userInfoSigningAlgorithm == null
                ? null
                : new JwtProtection(userInfoSigningAlgorithm, userInfoEncryption);
    }

    /** Is UserInfo encrypted, signed or not? */
    public boolean userInfoIsEncrypted() {
        return userInfoEncryption != null;
    }

    /** When to ask the UserInfo endpoint. */
    public UserInfoMode userInfo() {
        return userInfo;
    }

    /** How to show the access token there. */
    public UserInfoRequest userInfoRequest() {
        return userInfoRequest;
    }

    /** Audiences that ID tokens may name beside this client. */
    public Set<String> trustedAudiences() {
        return Set.copyOf(trustedAudiences);
    }

    /** Whose aggregated claims count, beside the provider's own: issuers, and where their keys are. */
    public Map<String, URI> claimsProviders() {
        return Map.copyOf(claimsProviders);
    }

    /** How access tokens of this provider are checked here; null: they are not taken. */
    public @Nullable AccessTokens accessTokens() {
        return accessTokens;
    }

    /** Where the discovery document is (OpenID Connect Discovery §4). */
    public URI discoveryUrl() {
        return discoveryUrl == null
                ? URI.create(issuer.replaceAll("/$", "") + "/.well-known/openid-configuration")
                : discoveryUrl;
    }

    /** The template of the URL to sign out at; null: the metadata say where. */
    public @Nullable String endSessionUrl() {
        return endSessionUrl;
    }

    /** Changes to apply to the metadata. */
    public UnaryOperator<ProviderMetadata> adjustment() {
        return adjustment;
    }

    /** Is this check turned off? */
    public boolean isWeakened(Weakening weakening) {
        return weakenings.contains(weakening);
    }

    @Override
    public String toString() {
        return "ProviderSettings[" + issuer + "]";
    }
}
