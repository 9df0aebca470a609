package dev.latchkey.config;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a provider, under the names of OpenID Connect Discovery §3; given by hand or discovered. Members
 * that Latchkey does not know are kept and ignored. Immutable.
 */
public final class ProviderMetadata {
    private final Map<String, Object> members;
    private final Map<String, URI> urls = new ConcurrentHashMap<>();

    private ProviderMetadata(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Static provider configuration: the four things every login needs.
     *
     * @param issuer the issuer, compared byte for byte
     * @param authorizationEndpoint where the browser is sent to sign in
     * @param tokenEndpoint where codes become tokens
     * @param jwksUri where the provider's keys are
     */
    public static ProviderMetadata of(
            String issuer, String authorizationEndpoint, String tokenEndpoint, String jwksUri) {
        return of(Map.of("issuer", issuer))
                .authorizationEndpoint(authorizationEndpoint)
                .tokenEndpoint(tokenEndpoint)
                .jwksUri(jwksUri);
    }

    /** Metadata as in a discovery document. */
    public static ProviderMetadata of(Map<String, Object> members) {
        Map<String, Object> present = new LinkedHashMap<>(members);
        present.values().removeIf(Objects::isNull);
        return new ProviderMetadata(present);
    }

    /** This metadata with another value for a member, named as in the discovery document. */
    public ProviderMetadata with(String member, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(members);
        changed.put(member, value);
        return of(changed);
    }

    /** This metadata with another {@code authorization_endpoint}. */
    public ProviderMetadata authorizationEndpoint(String url) {
        return with("authorization_endpoint", url);
    }

    /** This metadata with another {@code token_endpoint}. */
    public ProviderMetadata tokenEndpoint(String url) {
        return with("token_endpoint", url);
    }

    /** This metadata with another {@code jwks_uri}. */
    public ProviderMetadata jwksUri(String url) {
        return with("jwks_uri", url);
    }

    /** This metadata with another {@code userinfo_endpoint}. */
    public ProviderMetadata userinfoEndpoint(String url) {
        return with("userinfo_endpoint", url);
    }

    /** This metadata with another {@code registration_endpoint}. */
    public ProviderMetadata registrationEndpoint(String url) {
        return with("registration_endpoint", url);
    }

    /** This metadata with another {@code end_session_endpoint}. */
    public ProviderMetadata endSessionEndpoint(String url) {
        return with("end_session_endpoint", url);
    }

    /** This metadata with another {@code revocation_endpoint}. */
    public ProviderMetadata revocationEndpoint(String url) {
        return with("revocation_endpoint", url);
    }

    /** This metadata with another {@code check_session_iframe}. */
    public ProviderMetadata checkSessionIframe(String url) {
        return with("check_session_iframe", url);
    }

    /**
     * The issuer.
     *
     * @throws Misconfigured if there is none
     */
    public String issuer() {
        if (members.get("issuer") instanceof String issuer && !issuer.isBlank()) {
            return issuer;
        }
        throw unusable("issuer", "is missing");
    }

    /** Where the browser is sent to sign in. */
    public URI authorizationEndpoint() {
        return required("authorization_endpoint");
    }

    /** Where codes become tokens. */
    public URI tokenEndpoint() {
        return required("token_endpoint");
    }

    /** Where the provider's keys are. */
    public URI jwksUri() {
        return required("jwks_uri");
    }

    /** Where further claims are, if anywhere. */
    public @Nullable URI userinfoEndpoint() {
        return url("userinfo_endpoint");
    }

    /** Where clients register, if anywhere. */
    public @Nullable URI registrationEndpoint() {
        return url("registration_endpoint");
    }

    /** Where clients ask about tokens, if anywhere (RFC 7662 §2). */
    public @Nullable URI introspectionEndpoint() {
        return url("introspection_endpoint");
    }

    /** Where the browser is sent to sign out, if anywhere (OpenID Connect RP-Initiated Logout §2.1). */
    public @Nullable URI endSessionEndpoint() {
        return url("end_session_endpoint");
    }

    /** Where tokens are revoked, if anywhere (RFC 7009 §2). */
    public @Nullable URI revocationEndpoint() {
        return url("revocation_endpoint");
    }

    /** The page that watches the session at the provider, if there is one (OpenID Connect Session Management §3.3). */
    public @Nullable URI checkSessionIframe() {
        return url("check_session_iframe");
    }

    /** Can logout tokens carry {@code sid} (OpenID Connect Back-Channel Logout §2.1)? */
    public boolean sendsSidInTheBackChannel() {
        return Boolean.TRUE.equals(members.get("backchannel_logout_session_supported"));
    }

    /** Can the front-channel logout URI get {@code iss} and {@code sid} (OpenID Connect Front-Channel Logout §3)? */
    public boolean sendsSidInTheFrontChannel() {
        return Boolean.TRUE.equals(members.get("frontchannel_logout_session_supported"));
    }

    /** {@code token_endpoint_auth_methods_supported}; empty: not said. */
    public List<String> tokenEndpointAuthMethods() {
        return strings("token_endpoint_auth_methods_supported");
    }

    /** {@code id_token_signing_alg_values_supported}; empty: not said. */
    public List<String> idTokenSigningAlgorithms() {
        return strings("id_token_signing_alg_values_supported");
    }

    /** {@code response_types_supported}; empty: not said. */
    public List<String> responseTypes() {
        return strings("response_types_supported");
    }

    /** {@code response_modes_supported}; empty: not said. */
    public List<String> responseModes() {
        return strings("response_modes_supported");
    }

    /** {@code request_object_signing_alg_values_supported}; empty: not said. */
    public List<String> requestObjectSigningAlgorithms() {
        return strings("request_object_signing_alg_values_supported");
    }

    /** Does the provider fetch request objects? Yes, unless {@code request_uri_parameter_supported} says no. */
    public boolean fetchesRequestObjects() {
        return !Boolean.FALSE.equals(members.get("request_uri_parameter_supported"));
    }

    /** Does every authorization response carry {@code iss} (RFC 9207 §3)? */
    public boolean sendsResponseIssuer() {
        return Boolean.TRUE.equals(members.get("authorization_response_iss_parameter_supported"));
    }

    private URI required(String member) {
        URI url = url(member);
        if (url == null) {
            throw unusable(member, "is missing");
        }
        return url;
    }

    private @Nullable URI url(String member) {
        Object value = members.get(member);
        return value == null ? null : urls.computeIfAbsent(member, name -> parsed(name, value));
    }

    private static URI parsed(String member, Object value) {
        try {
            URI url = URI.create(String.valueOf(value));
            boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (isWeb && url.getHost() != null && url.getRawFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw unusable(member, "is not an absolute http(s) URL without fragment");
    }

    private List<String> strings(String member) {
        return members.get(member) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static Misconfigured unusable(String member, String problem) {
        return new Misconfigured(
                FailureReason.METADATA_UNUSABLE, "Provider metadata: '" + member + "' " + problem + ".");
    }

    @Override
    public String toString() {
        return "ProviderMetadata[" + members.get("issuer") + "]";
    }
}
