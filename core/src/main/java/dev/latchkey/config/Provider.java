package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.VerificationKey;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A provider that users sign in at, and this application's registration there. Provider configuration is static
 * ({@link #of}) or dynamic ({@link #discover}); client registration is static ({@link #client}) or dynamic
 * ({@link #register}); every combination works. Immutable: each method answers a changed copy.
 */
public final class Provider {
    private static final Set<String> RESERVED = Set.of(
            "client_id",
            "client_secret",
            "redirect_uri",
            "response_type",
            "response_mode",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "request",
            "request_uri",
            "max_age");

    private final Draft settings;

    private Provider(Draft settings) {
        this.settings = settings;
    }

    /**
     * Dynamic provider configuration: everything is read from the discovery document, on first use.
     *
     * @param issuer the issuer as the provider writes it, such as {@code https://idp.example.com/realms/main}
     * @throws Misconfigured if it is not a URL
     */
    public static Provider discover(@Nullable String issuer) {
        return new Provider(new Draft(requireUrl("issuer", issuer)));
    }

    /** Static provider configuration: nothing is discovered. */
    public static Provider of(ProviderMetadata metadata) {
        Draft draft = new Draft(requireUrl("issuer", metadata.issuer()));
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

    /** Static client registration. */
    public Provider client(ClientCredentials credentials) {
        return changed(draft -> draft.credentials = credentials);
    }

    /** Dynamic client registration (RFC 7591): the client registers on first use, and the registration is reused. */
    public Provider register(ClientMetadata metadata) {
        return changed(draft -> draft.registration = metadata);
    }

    /** The scopes to ask for; {@code openid} is always among them. Default: openid, profile, email. */
    public Provider scopes(String... scopes) {
        Set<String> all = new LinkedHashSet<>(Set.of("openid"));
        for (String scope : scopes) {
            if (!scope.matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+")) {
                throw Misconfigured.setting(
                        "scopes",
                        "has \"" + scope + "\"",
                        "one scope per argument, such as scopes(\"profile\", \"email\")");
            }
            all.add(scope);
        }
        return changed(draft -> draft.scopes = List.copyOf(all));
    }

    /**
     * A further parameter for the authorization request, such as {@code prompt}, {@code login_hint}, {@code ui_locales},
     * {@code access_type}, {@code audience} or {@code hd}.
     *
     * @throws Misconfigured for a parameter that Latchkey sets itself
     */
    public Provider authorizationParameter(String name, String value) {
        if (RESERVED.contains(name)) {
            throw Misconfigured.setting(
                    "authorizationParameter",
                    "sets the reserved parameter '" + name + "'",
                    "any parameter but "
                            + String.join(", ", RESERVED.stream().sorted().toList()));
        }
        return changed(draft -> draft.authorizationParameters.put(name, value));
    }

    /** How old the user's sign-in at the provider may be; {@code auth_time} is checked (OpenID Connect Core §3.1.2.1). */
    public Provider maxAge(Duration age) {
        if (age.isNegative()) {
            throw Misconfigured.setting("maxAge", "is negative", "a duration such as Duration.ofHours(8)");
        }
        return changed(draft -> draft.maxAge = age);
    }

    /** How to authenticate at the token endpoint. Default: what the provider supports, HTTP Basic first. */
    public Provider clientAuthentication(ClientAuthentication authentication) {
        return changed(draft -> draft.authentication = authentication);
    }

    /** The algorithm that the provider signs ID tokens with. Default: RS256. */
    public Provider idTokenSigningAlgorithm(String algorithm) {
        if (!VerificationKey.ALGORITHMS.contains(algorithm)) {
            throw Misconfigured.setting(
                    "idTokenSigningAlgorithm",
                    "is \"" + algorithm + "\"",
                    "one of "
                            + String.join(
                                    ", ",
                                    VerificationKey.ALGORITHMS.stream().sorted().toList()));
        }
        return changed(draft -> draft.signingAlgorithm = algorithm);
    }

    /** A further audience that ID tokens may name beside this client (OpenID Connect Core §3.1.3.7 rule 3). */
    public Provider trustAudience(String audience) {
        return changed(draft -> draft.trustedAudiences.add(audience));
    }

    /** When to ask the UserInfo endpoint. Default: {@link UserInfoMode#AUTO}. */
    public Provider userInfo(UserInfoMode mode) {
        return changed(draft -> draft.userInfo = mode);
    }

    /** Where the discovery document is, if not under the issuer: the provider's inner address in a container network. */
    public Provider discoveryUrl(String url) {
        return changed(draft -> draft.discoveryUrl = URI.create(requireUrl("discoveryUrl", url)));
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

    /** The issuer as configured. */
    public String issuer() {
        return settings.issuer;
    }

    /** The metadata given by hand; null: discovered. */
    public @Nullable ProviderMetadata staticMetadata() {
        return settings.staticMetadata;
    }

    /** The credentials given by hand; null: the client registers. */
    public @Nullable ClientCredentials credentials() {
        return settings.credentials;
    }

    /** What to register with; null: the client is registered by hand. */
    public @Nullable ClientMetadata registration() {
        return settings.registration;
    }

    /** The scopes to ask for. */
    public List<String> scopes() {
        return settings.scopes;
    }

    /** Further parameters for the authorization request. */
    public Map<String, String> authorizationParameters() {
        return Map.copyOf(settings.authorizationParameters);
    }

    /** How old the user's sign-in at the provider may be, if that matters. */
    public @Nullable Duration maxAge() {
        return settings.maxAge;
    }

    /** How to authenticate at the token endpoint, if that is set. */
    public @Nullable ClientAuthentication clientAuthentication() {
        return settings.authentication;
    }

    /** The algorithm that ID tokens must be signed with. */
    public String idTokenSigningAlgorithm() {
        return settings.signingAlgorithm;
    }

    /** Audiences that ID tokens may name beside this client. */
    public Set<String> trustedAudiences() {
        return Set.copyOf(settings.trustedAudiences);
    }

    /** When to ask the UserInfo endpoint. */
    public UserInfoMode userInfo() {
        return settings.userInfo;
    }

    /** Where the discovery document is (OpenID Connect Discovery §4). */
    public URI discoveryUrl() {
        if (settings.discoveryUrl != null) {
            return settings.discoveryUrl;
        }
        return URI.create(settings.issuer.replaceAll("/$", "") + "/.well-known/openid-configuration");
    }

    /** Changes to apply to the metadata. */
    public UnaryOperator<ProviderMetadata> adjustment() {
        return settings.adjustment;
    }

    /** Is this check turned off? */
    public boolean isWeakened(Weakening weakening) {
        return settings.weakenings.contains(weakening);
    }

    private Provider changed(Consumer<Draft> change) {
        Draft draft = new Draft(settings);
        change.accept(draft);
        return new Provider(draft);
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

    /** The settings while they are being changed; never seen outside, never changed once a Provider holds them. */
    private static final class Draft {
        private final String issuer;
        private @Nullable ProviderMetadata staticMetadata;
        private @Nullable ClientCredentials credentials;
        private @Nullable ClientMetadata registration;
        private List<String> scopes = List.of("openid", "profile", "email");
        private final Map<String, String> authorizationParameters = new LinkedHashMap<>();
        private @Nullable Duration maxAge;
        private @Nullable ClientAuthentication authentication;
        private String signingAlgorithm = "RS256";
        private final List<String> trustedAudiences = new ArrayList<>();
        private UserInfoMode userInfo = UserInfoMode.AUTO;
        private @Nullable URI discoveryUrl;
        private UnaryOperator<ProviderMetadata> adjustment = UnaryOperator.identity();
        private final Set<Weakening> weakenings = new LinkedHashSet<>();

        private Draft(String issuer) {
            this.issuer = issuer;
        }

        private Draft(Draft other) {
            this(other.issuer);
            staticMetadata = other.staticMetadata;
            credentials = other.credentials;
            registration = other.registration;
            scopes = other.scopes;
            authorizationParameters.putAll(other.authorizationParameters);
            maxAge = other.maxAge;
            authentication = other.authentication;
            signingAlgorithm = other.signingAlgorithm;
            trustedAudiences.addAll(other.trustedAudiences);
            userInfo = other.userInfo;
            discoveryUrl = other.discoveryUrl;
            adjustment = other.adjustment;
            weakenings.addAll(other.weakenings);
        }
    }
}
