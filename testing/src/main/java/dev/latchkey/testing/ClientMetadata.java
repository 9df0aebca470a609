package dev.latchkey.testing;

import dev.latchkey.testing.jose.PublicJwk;
import dev.latchkey.testing.jose.SigningAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The members of client metadata that the provider understands, and what it demands of each. */
final class ClientMetadata {
    /** The asymmetric algorithms, in both directions. */
    static final List<String> ASYMMETRIC =
            Arrays.stream(SigningAlgorithm.values()).map(Enum::name).toList();

    static final List<String> HMAC = List.of("HS256", "HS384", "HS512");
    static final List<String> RESPONSE_SIGNING = plus(ASYMMETRIC, List.of("HS256"));
    static final List<String> ASSERTION_SIGNING = plus(ASYMMETRIC, HMAC);
    static final List<String> REQUEST_SIGNING = plus(ASYMMETRIC, List.of("none"));
    static final List<String> KEY_MANAGEMENT =
            List.of("RSA-OAEP-256", "RSA-OAEP", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW");
    static final List<String> CONTENT_ENCRYPTION = List.of("A128GCM", "A256GCM", "A128CBC-HS256", "A256CBC-HS512");

    private static final Set<String> TEXTS = Set.of("client_name", "scope", "software_id", "software_version");
    private static final Set<String> LISTS =
            Set.of("redirect_uris", "post_logout_redirect_uris", "contacts", "default_acr_values", "request_uris");
    private static final Set<String> BOOLEANS =
            Set.of("require_auth_time", "frontchannel_logout_session_required", "backchannel_logout_session_required");
    private static final Map<String, List<String>> CHOICES = Map.ofEntries(
            Map.entry("application_type", List.of("web", "native")),
            Map.entry("subject_type", List.of("public")),
            Map.entry("token_endpoint_auth_method", TestClient.METHODS),
            Map.entry("token_endpoint_auth_signing_alg", ASSERTION_SIGNING),
            Map.entry("id_token_signed_response_alg", RESPONSE_SIGNING),
            Map.entry("id_token_encrypted_response_alg", KEY_MANAGEMENT),
            Map.entry("id_token_encrypted_response_enc", CONTENT_ENCRYPTION),
            Map.entry("userinfo_signed_response_alg", RESPONSE_SIGNING),
            Map.entry("introspection_signed_response_alg", RESPONSE_SIGNING),
            Map.entry("userinfo_encrypted_response_alg", KEY_MANAGEMENT),
            Map.entry("userinfo_encrypted_response_enc", CONTENT_ENCRYPTION),
            Map.entry("request_object_signing_alg", REQUEST_SIGNING),
            Map.entry("request_object_encryption_alg", List.of()),
            Map.entry("request_object_encryption_enc", List.of()));

    private ClientMetadata() {}

    /** Checks each member by itself; those that nobody knows are ignored (RFC 7591 §2). */
    static void check(Map<String, Object> metadata) {
        metadata.forEach(ClientMetadata::check);
        require(!metadata.containsKey("jwks") || !metadata.containsKey("jwks_uri"), "jwks: not beside jwks_uri");
        for (String kind : List.of("id_token", "userinfo")) {
            boolean complete = metadata.containsKey(kind + "_encrypted_response_alg")
                    || !metadata.containsKey(kind + "_encrypted_response_enc");
            require(complete, kind + "_encrypted_response_enc: not without " + kind + "_encrypted_response_alg");
        }
    }

    /** Whether the provider knows this member; {@code client_name#de} is known where {@code client_name} is. */
    static boolean isKnown(String name) {
        String bare = bare(name);
        return TEXTS.contains(bare)
                || LISTS.contains(bare)
                || BOOLEANS.contains(bare)
                || CHOICES.containsKey(bare)
                || ClientAddresses.NAMES.contains(bare)
                || Set.of("response_types", "grant_types", "jwks", "default_max_age", "software_statement")
                        .contains(bare);
    }

    private static void check(String name, Object value) {
        String bare = bare(name);
        if (TEXTS.contains(bare)) {
            require(value instanceof String, name + ": expected text");
        } else if (LISTS.contains(bare)) {
            require(isListOfTexts(value), name + ": expected a list of texts");
        } else if (BOOLEANS.contains(bare)) {
            require(value instanceof Boolean, name + ": expected true or false");
        } else if (ClientAddresses.NAMES.contains(bare)) {
            ClientAddresses.check(bare, value);
        } else {
            List<String> choice = CHOICES.get(bare);
            require(choice == null || choice.contains(value), name + ": expected one of " + choice + ", not " + value);
            checkSpecial(bare, value);
        }
        if (bare.equals("request_uris")) {
            ((List<?>) value).forEach(uri -> ClientAddresses.check("request_uris", uri));
        }
    }

    private static void checkSpecial(String name, Object value) {
        switch (name) {
            case "response_types" -> {
                require(isListOfTexts(value), "response_types: expected a list of texts");
                ResponseTypes.check((List<?>) value);
            }
            case "grant_types" -> require(isListOfTexts(value), "grant_types: expected a list of texts");
            case "default_max_age" ->
                require(
                        value instanceof Number number && number.longValue() >= 0,
                        "default_max_age: expected a number of seconds");
            case "software_statement" ->
                require(
                        value instanceof String text && text.matches("[\\w-]+\\.[\\w-]+\\.[\\w-]*"),
                        "software_statement: expected a JSON Web Token");
            case "jwks" -> PublicJwk.of(object(value));
            default -> {}
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        require(value instanceof Map, "jwks: expected an object");
        return (Map<String, Object>) value;
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static boolean isListOfTexts(Object value) {
        return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    }

    private static String bare(String name) {
        int tag = name.indexOf('#');
        return tag < 0 ? name : name.substring(0, tag);
    }

    private static List<String> plus(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
