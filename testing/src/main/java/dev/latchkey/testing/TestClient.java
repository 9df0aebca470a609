package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application that the provider knows (RFC 6749 §2); immutable.
 *
 * @param clientId its name
 * @param clientSecret its secret, or null if it has none
 * @param redirectUris where logins may end, compared exactly; if empty, any URI on a loopback host
 * @param postLogoutRedirectUris where sign-outs may end, compared exactly; if empty, any URI on a loopback host
 * @param tokenEndpointAuthMethod the one way it authenticates: {@code client_secret_basic}, {@code client_secret_post},
 *     {@code client_secret_jwt}, {@code private_key_jwt} or {@code none}
 * @param metadata whatever else is registered for it, by the names of OpenID Connect Registration §2
 */
public record TestClient(
        String clientId,
        @Nullable String clientSecret,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        String tokenEndpointAuthMethod,
        Map<String, Object> metadata) {
    static final String BASIC = "client_secret_basic";
    static final String POST = "client_secret_post";
    static final String SECRET_JWT = "client_secret_jwt";
    static final String PRIVATE_KEY_JWT = "private_key_jwt";
    static final String NONE = "none";
    private static final String AUDIENCE = "access_token_audience";
    private static final String FORMAT = "access_token_format";
    static final List<String> METHODS = List.of(BASIC, POST, SECRET_JWT, PRIVATE_KEY_JWT, NONE);

    /**
     * The client with these parts.
     *
     * @throws IllegalArgumentException if the method is unknown, or does not fit the presence of a secret, or if the
     *     metadata is wrong
     */
    public TestClient {
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (!METHODS.contains(tokenEndpointAuthMethod)) {
            throw new IllegalArgumentException(
                    "tokenEndpointAuthMethod: expected one of " + METHODS + ", not " + tokenEndpointAuthMethod);
        }
        boolean mayChoose = tokenEndpointAuthMethod.equals(PRIVATE_KEY_JWT);
        if (!mayChoose && tokenEndpointAuthMethod.equals(NONE) != (clientSecret == null)) {
            throw new IllegalArgumentException("tokenEndpointAuthMethod: none means no clientSecret, every other"
                    + " method needs one, except private_key_jwt");
        }
        ClientMetadata.check(metadata);
    }

    /**
     * The client with these parts and no further metadata.
     *
     * @throws IllegalArgumentException if the method is unknown, or does not fit the presence of a secret
     */
    public TestClient(
            String clientId,
            @Nullable String clientSecret,
            List<String> redirectUris,
            List<String> postLogoutRedirectUris,
            String tokenEndpointAuthMethod) {
        this(clientId, clientSecret, redirectUris, postLogoutRedirectUris, tokenEndpointAuthMethod, Map.of());
    }

    /** A client with a secret that it sends in the Authorization header; any loopback redirect URI. */
    public static TestClient confidential(String clientId, String clientSecret) {
        return new TestClient(clientId, clientSecret, List.of(), List.of(), BASIC);
    }

    /** A client without a secret, which must use PKCE; any loopback redirect URI. */
    public static TestClient publicClient(String clientId) {
        return new TestClient(clientId, null, List.of(), List.of(), NONE);
    }

    /** A client without a secret that signs its assertions with a key of this JSON Web Key Set (RFC 7523 §2.2). */
    public static TestClient withPrivateKey(String clientId, String jwks) {
        Map<String, Object> metadata = Map.of("jwks", json(jwks));
        return new TestClient(clientId, null, List.of(), List.of(), PRIVATE_KEY_JWT, metadata);
    }

    /** What people read: {@code client_name}, or else the client id. */
    String displayName() {
        return metadata.get("client_name") instanceof String name && !name.isBlank() ? name : clientId;
    }

    /** This client with the only redirect URIs that it may use. */
    public TestClient withRedirectUris(String... uris) {
        return new TestClient(
                clientId, clientSecret, List.of(uris), postLogoutRedirectUris, tokenEndpointAuthMethod, metadata);
    }

    /** This client with the only addresses that its sign-outs may end at. */
    public TestClient withPostLogoutRedirectUris(String... uris) {
        return new TestClient(clientId, clientSecret, redirectUris, List.of(uris), tokenEndpointAuthMethod, metadata);
    }

    /** This client with another way to authenticate. */
    public TestClient withTokenEndpointAuthMethod(String method) {
        return new TestClient(clientId, clientSecret, redirectUris, postLogoutRedirectUris, method, metadata);
    }

    /** This client with the public keys of this JSON Web Key Set, to encrypt to and to verify its signatures with. */
    public TestClient withJwks(String json) {
        return withMetadata("jwks", json(json));
    }

    /** This client with the place of its public keys, which the provider fetches each time it needs them. */
    public TestClient withJwksUri(String uri) {
        return withMetadata("jwks_uri", uri);
    }

    /** This client with another algorithm of its ID tokens: one of {@link TestProvider.Builder#signingAlgorithm} or HS256. */
    public TestClient withIdTokenSigning(String algorithm) {
        return withMetadata("id_token_signed_response_alg", algorithm);
    }

    /**
     * This client with encrypted ID tokens.
     *
     * @param algorithm RSA-OAEP-256, RSA-OAEP, ECDH-ES, ECDH-ES+A128KW or ECDH-ES+A256KW
     * @param encryption A128GCM, A256GCM, A128CBC-HS256 or A256CBC-HS512
     */
    public TestClient withIdTokenEncryption(String algorithm, String encryption) {
        return withMetadata("id_token_encrypted_response_alg", algorithm)
                .withMetadata("id_token_encrypted_response_enc", encryption);
    }

    /** This client with access tokens that are random values, for this service. */
    public TestClient withAccessTokens(String audience) {
        return withMetadata(AUDIENCE, audience);
    }

    /** This client with access tokens that are JWTs (RFC 9068), for this service. */
    public TestClient withJwtAccessTokens(String audience) {
        return withMetadata(AUDIENCE, audience).withMetadata(FORMAT, "jwt");
    }

    /** This client with signed answers about tokens (RFC 9701 §6); otherwise they are signed if it asks for that. */
    public TestClient withIntrospectionSigning(String algorithm) {
        return withMetadata("introspection_signed_response_alg", algorithm);
    }

    /** Whom its access tokens are for; the client itself unless set. */
    String accessTokenAudience() {
        String audience = text(AUDIENCE);
        return audience == null ? clientId : audience;
    }

    boolean hasJwtAccessTokens() {
        return "jwt".equals(text(FORMAT));
    }

    /** This client with UserInfo responses signed by this algorithm (OpenID Connect Core §5.3.2). */
    public TestClient withUserInfoSigning(String algorithm) {
        return withMetadata("userinfo_signed_response_alg", algorithm);
    }

    /** This client with encrypted UserInfo responses; for the values see {@link #withIdTokenEncryption}. */
    public TestClient withUserInfoEncryption(String algorithm, String encryption) {
        return withMetadata("userinfo_encrypted_response_alg", algorithm)
                .withMetadata("userinfo_encrypted_response_enc", encryption);
    }

    /** This client with the only algorithm of its request objects; {@code none} means that they are not signed. */
    public TestClient withRequestObjectSigning(String algorithm) {
        return withMetadata("request_object_signing_alg", algorithm);
    }

    /**
     * This client with the only response types that it may use, for instance {@code code id_token}; the order of the
     * words does not matter. Without this setting it may use all.
     *
     * @throws IllegalArgumentException if one is none of OpenID Connect Core §3
     */
    public TestClient withResponseTypes(String... types) {
        return withMetadata("response_types", List.of(types));
    }

    /** This client with the only beginnings of its {@code request_uri}; a {@code *} at the end is left out. */
    public TestClient withRequestUris(String... uris) {
        return withMetadata("request_uris", List.of(uris));
    }

    /**
     * This client with one member of its metadata (OpenID Connect Registration §2, RFC 7591 §2).
     *
     * @throws IllegalArgumentException if the provider cannot do that
     */
    public TestClient withMetadata(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new TestClient(
                clientId, clientSecret, redirectUris, postLogoutRedirectUris, tokenEndpointAuthMethod, more);
    }

    /** A member of the metadata that is text, or null. */
    @Nullable
    String text(String name) {
        return metadata.get(name) instanceof String text ? text : null;
    }

    /** A member of the metadata that is a list of texts; empty if it is absent. */
    List<String> texts(String name) {
        return metadata.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, Object> json(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException("jwks: not JSON", e);
        }
    }

    /** The client without its secret. */
    @Override
    public String toString() {
        return "TestClient[" + clientId + ", " + tokenEndpointAuthMethod + "]";
    }
}
