package dev.latchkey.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application that the provider knows (RFC 6749 §2); immutable.
 *
 * @param clientId its name
 * @param clientSecret its secret, or null if it has none
 * @param redirectUris where logins may end, compared exactly; if empty, any URI on a loopback host
 * @param postLogoutRedirectUris where sign-outs may end, compared exactly; if empty, any URI on a loopback host
 * @param tokenEndpointAuthMethod the one way it authenticates: {@code client_secret_basic}, {@code client_secret_post}
 *     or {@code none}
 */
public record TestClient(
        String clientId,
        @Nullable String clientSecret,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        String tokenEndpointAuthMethod) {
    static final String BASIC = "client_secret_basic";
    static final String POST = "client_secret_post";
    static final String NONE = "none";

    /**
     * The client with these parts.
     *
     * @throws IllegalArgumentException if the method is unknown, or does not fit the presence of a secret
     */
    public TestClient {
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        if (!List.of(BASIC, POST, NONE).contains(tokenEndpointAuthMethod)) {
            throw new IllegalArgumentException("tokenEndpointAuthMethod: expected client_secret_basic,"
                    + " client_secret_post or none, not " + tokenEndpointAuthMethod);
        }
        if (tokenEndpointAuthMethod.equals(NONE) != (clientSecret == null)) {
            throw new IllegalArgumentException(
                    "tokenEndpointAuthMethod: none means no clientSecret, every other method needs one");
        }
    }

    /** A client with a secret that it sends in the Authorization header; any loopback redirect URI. */
    public static TestClient confidential(String clientId, String clientSecret) {
        return new TestClient(clientId, clientSecret, List.of(), List.of(), BASIC);
    }

    /** A client without a secret, which must use PKCE; any loopback redirect URI. */
    public static TestClient publicClient(String clientId) {
        return new TestClient(clientId, null, List.of(), List.of(), NONE);
    }

    /** This client with the only redirect URIs that it may use. */
    public TestClient withRedirectUris(String... uris) {
        return new TestClient(clientId, clientSecret, List.of(uris), postLogoutRedirectUris, tokenEndpointAuthMethod);
    }

    /** This client with the only addresses that its sign-outs may end at. */
    public TestClient withPostLogoutRedirectUris(String... uris) {
        return new TestClient(clientId, clientSecret, redirectUris, List.of(uris), tokenEndpointAuthMethod);
    }

    /** This client with another way to authenticate. */
    public TestClient withTokenEndpointAuthMethod(String method) {
        return new TestClient(clientId, clientSecret, redirectUris, postLogoutRedirectUris, method);
    }

    /** The client without its secret. */
    @Override
    public String toString() {
        return "TestClient[" + clientId + ", " + tokenEndpointAuthMethod + "]";
    }
}
