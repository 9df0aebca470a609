package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client tells a provider when it registers: dynamic client registration (RFC 7591 §2). Redirect URIs and
 * everything that Latchkey itself decides are added when the client registers.
 */
public final class ClientMetadata {
    private static final Set<String> OURS = Set.of(
            "redirect_uris",
            "post_logout_redirect_uris",
            "response_types",
            "grant_types",
            "token_endpoint_auth_method",
            "token_endpoint_auth_signing_alg",
            "id_token_signed_response_alg",
            "id_token_encrypted_response_alg",
            "id_token_encrypted_response_enc",
            "userinfo_signed_response_alg",
            "userinfo_encrypted_response_alg",
            "userinfo_encrypted_response_enc",
            "request_object_signing_alg");

    private final Map<String, Object> members;
    private final @Nullable String initialAccessToken;

    private ClientMetadata(Map<String, Object> members, @Nullable String initialAccessToken) {
        this.members = Map.copyOf(members);
        this.initialAccessToken = initialAccessToken;
    }

    /**
     * Metadata with a name.
     *
     * @param clientName the {@code client_name}, shown to users by the provider
     */
    public static ClientMetadata named(String clientName) {
        return new ClientMetadata(Map.of("client_name", clientName), null);
    }

    /**
     * This metadata with one more member, such as {@code contacts}, {@code logo_uri}, {@code client_name#fr},
     * {@code subject_type}, {@code sector_identifier_uri}, {@code default_max_age}, {@code request_uris} or
     * {@code software_statement}. Where the application has keys, {@code jwks_uri} is added, or {@code jwks} if the
     * application is on localhost, unless one of them is here.
     *
     * @param value a string, number, boolean, list or map
     * @throws Misconfigured for a member that Latchkey sets itself
     */
    public ClientMetadata with(String member, Object value) {
        if (OURS.contains(member)) {
            throw Misconfigured.setting(
                    "ClientMetadata.with", "sets '" + member + "', which Latchkey decides itself", "another member");
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new ClientMetadata(more, initialAccessToken);
    }

    /**
     * This metadata with an initial access token (RFC 7591 §3).
     *
     * @param token the token that the provider handed out for registering
     */
    public ClientMetadata initialAccessToken(String token) {
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw Misconfigured.setting(
                    "initialAccessToken",
                    "is empty, or has blanks or a line break",
                    "the token as the provider handed it out, on one line");
        }
        return new ClientMetadata(members, token);
    }

    /** The members to register with. */
    public Map<String, Object> members() {
        return members;
    }

    /** The initial access token, if there is one. */
    public @Nullable String initialAccessToken() {
        return initialAccessToken;
    }

    @Override
    public String toString() {
        return "ClientMetadata" + members.keySet();
    }
}
