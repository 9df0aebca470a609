package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the metadata that a client sent into a client, or refuses it (OpenID Connect Registration §2 and §3.3). */
final class ClientRegistration {
    private static final Set<String> PARTS =
            Set.of("redirect_uris", "post_logout_redirect_uris", "token_endpoint_auth_method");

    private final ProviderSettings settings;

    ClientRegistration(ProviderSettings settings) {
        this.settings = settings;
    }

    /** A new client; what it did not say has its default, what nobody knows is left out (RFC 7591 §2). */
    TestClient client(Map<String, Object> sent) throws ParseException {
        Map<String, Object> metadata = new LinkedHashMap<>(sent);
        metadata.keySet().removeIf(name -> !ClientMetadata.isKnown(name));
        metadata.put("response_types", ResponseTypes.registered(sent));
        metadata.putIfAbsent("grant_types", List.of("authorization_code"));
        metadata.putIfAbsent("application_type", "web");
        metadata.putIfAbsent(
                "id_token_signed_response_alg", settings.signingAlgorithm().name());
        String method = String.valueOf(metadata.getOrDefault("token_endpoint_auth_method", TestClient.BASIC));
        List<String> redirectUris = redirectUris(metadata);
        List<String> postLogoutRedirectUris = list(metadata, "post_logout_redirect_uris");
        metadata.keySet().removeAll(PARTS);
        TestClient client = new TestClient(
                "client-" + Secrets.random(),
                secret(method, metadata),
                redirectUris,
                postLogoutRedirectUris,
                method,
                metadata);
        checkKeys(client);
        return client;
    }

    /** What is registered now, as RFC 7591 §3.2.1 wants it echoed. */
    static Map<String, Object> echo(TestClient client) {
        Map<String, Object> members = new LinkedHashMap<>(client.metadata());
        members.put("client_id", client.clientId());
        members.put("redirect_uris", client.redirectUris());
        members.put("token_endpoint_auth_method", client.tokenEndpointAuthMethod());
        if (!client.postLogoutRedirectUris().isEmpty()) {
            members.put("post_logout_redirect_uris", client.postLogoutRedirectUris());
        }
        return members;
    }

    private List<String> redirectUris(Map<String, Object> metadata) throws ParseException {
        List<String> uris = list(metadata, "redirect_uris");
        if (uris.isEmpty() || !uris.stream().allMatch(RedirectUris::isWellFormed)) {
            throw new OAuthError("invalid_redirect_uri", "redirect_uris must be absolute URIs without a fragment");
        }
        boolean codeOnly = list(metadata, "response_types").equals(List.of("code"));
        boolean web = "web".equals(metadata.get("application_type"));
        if (!codeOnly && web && !uris.stream().allMatch(this::isSafeForTokens)) {
            throw new OAuthError(
                    "invalid_redirect_uri", "redirect_uris must be https and not localhost for tokens in the browser");
        }
        return uris;
    }

    /** Since the provider itself is on loopback, clients may be there too, unless the rule is to be kept exactly. */
    private boolean isSafeForTokens(String uri) {
        return settings.strictRedirectUris()
                ? uri.startsWith("https:") && !RedirectUris.isLoopback(uri)
                : ClientAddresses.isProtected(uri);
    }

    /** With characters that only a form-encoding client gets right in the Basic scheme (RFC 6749 §2.3.1). */
    private static @Nullable String secret(String method, Map<String, Object> metadata) {
        boolean signsWithSecret = metadata.containsValue("HS256");
        ClientMetadata.require(
                !signsWithSecret || !method.equals(TestClient.NONE), "HS256 needs a client that has a secret");
        boolean needless = method.equals(TestClient.NONE) || method.equals(TestClient.PRIVATE_KEY_JWT);
        return needless && !signsWithSecret ? null : "%+:/&= " + Secrets.random();
    }

    private static void checkKeys(TestClient client) {
        boolean needed = client.tokenEndpointAuthMethod().equals(TestClient.PRIVATE_KEY_JWT)
                || client.text("id_token_encrypted_response_alg") != null
                || client.text("userinfo_encrypted_response_alg") != null;
        boolean there =
                client.metadata().containsKey("jwks") || client.metadata().containsKey("jwks_uri");
        ClientMetadata.require(!needed || there, "jwks: this client needs jwks or jwks_uri");
    }

    private static List<String> list(Map<String, Object> metadata, String name) throws ParseException {
        List<String> values = JSONObjectUtils.getStringList(metadata, name);
        return values == null ? List.of() : values;
    }
}
