package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import java.util.LinkedHashMap;
import java.util.List;
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
            "request_object_signing_alg",
            "frontchannel_logout_uri",
            "frontchannel_logout_session_required",
            "backchannel_logout_uri",
            "backchannel_logout_session_required");

    private static final Set<String> LISTS = Set.of("contacts", "default_acr_values", "request_uris");
    private static final Set<String> SWITCHES =
            Set.of("require_auth_time", "frontchannel_logout_session_required", "backchannel_logout_session_required");

    /** Members of a JWK that are nobody else's business (RFC 7518 §6). */
    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

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
     * @throws Misconfigured for a member that Latchkey sets itself, and for a value that is not what the member is
     */
    public ClientMetadata with(String member, Object value) {
        if (OURS.contains(member)) {
            throw Misconfigured.setting(
                    "ClientMetadata.with", "sets '" + member + "', which Latchkey decides itself", "another member");
        }
        requireType(member, value);
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        if (more.containsKey("jwks") && more.containsKey("jwks_uri")) {
            throw Misconfigured.setting(
                    "ClientMetadata.with", "has both jwks and jwks_uri (RFC 7591 §2)", "one of the two, or neither");
        }
        return new ClientMetadata(more, initialAccessToken);
    }

    /** The types of RFC 7591 §2 and OpenID Connect Registration §2; what is not said there may be anything. */
    private static void requireType(String member, Object value) {
        boolean fits = LISTS.contains(member)
                ? value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                : SWITCHES.contains(member)
                        ? value instanceof Boolean
                        : member.equals("default_max_age")
                                ? value instanceof Integer || value instanceof Long
                                : !member.equals("jwks") || isPublic(value);
        if (!fits) {
            throw Misconfigured.setting(
                    "ClientMetadata.with",
                    "sets '" + member + "' to something else than it is",
                    "a list of texts, true or false, a whole number, or public keys, as the specification has it");
        }
    }

    private static boolean isPublic(Object jwks) {
        return jwks instanceof Map<?, ?> set
                && set.get("keys") instanceof List<?> keys
                && keys.stream()
                        .allMatch(key ->
                                key instanceof Map<?, ?> jwk && PRIVATE.stream().noneMatch(jwk::containsKey));
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
