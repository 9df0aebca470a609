package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.wire.Words;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The response types of OpenID Connect Core §3; the order of their words does not matter. */
final class ResponseTypes {
    static final List<String> ALL =
            List.of("code", "id_token", "id_token token", "code id_token", "code token", "code id_token token");

    private ResponseTypes() {}

    /** Whether one of these types has exactly these words. */
    static boolean contain(List<String> types, Set<String> words) {
        return types.stream().map(Words::of).anyMatch(words::equals);
    }

    /** Demands that all of these are among the six. */
    static void check(List<?> types) {
        for (Object type : types) {
            if (!isSupported(String.valueOf(type))) {
                throw new IllegalArgumentException("response_types: expected some of " + ALL + ", not " + type);
            }
        }
    }

    /** Whether this is one of the six. */
    static boolean isSupported(String type) {
        return contain(ALL, Words.of(type));
    }

    /** The response types of client metadata, {@code code} by default; its grant types have to fit. */
    static List<String> registered(Map<String, Object> metadata) throws ParseException {
        List<String> types = list(metadata, "response_types", "code");
        List<String> grants = list(metadata, "grant_types", "authorization_code");
        check(types);
        for (String type : types) {
            if (!grants.containsAll(grantTypes(type))) {
                throw new OAuthError("invalid_client_metadata", "grant_types must contain " + grantTypes(type));
            }
        }
        return types;
    }

    /** The grant types that this response type needs (OpenID Connect Registration §2). */
    private static Set<String> grantTypes(String type) {
        Set<String> words = Words.of(type);
        if (!words.contains("code")) {
            return Set.of("implicit");
        }
        return words.size() == 1 ? Set.of("authorization_code") : Set.of("authorization_code", "implicit");
    }

    private static List<String> list(Map<String, Object> metadata, String name, String otherwise)
            throws ParseException {
        List<String> values = JSONObjectUtils.getStringList(metadata, name);
        return values == null || values.isEmpty() ? List.of(otherwise) : values;
    }
}
