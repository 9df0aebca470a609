package dev.latchkey.testing;

import static java.util.stream.Collectors.toSet;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request parameter {@code claims} (OpenID Connect Core §5.5).
 *
 * @param idToken the claims asked for in the ID token, each with its members {@code essential}, {@code value}, …
 * @param userInfo the claims asked for in UserInfo
 */
record ClaimsParameter(Map<String, Map<String, Object>> idToken, Map<String, Map<String, Object>> userInfo) {
    static final ClaimsParameter NONE = new ClaimsParameter(Map.of(), Map.of());

    /** The parameter with this value; nothing is asked for without one. */
    static ClaimsParameter read(@Nullable String json) {
        if (json == null) {
            return NONE;
        }
        if (!json.strip().startsWith("{")) {
            throw new OAuthError("invalid_request", "claims is not a JSON object");
        }
        try {
            Map<String, Object> members = JSONObjectUtils.parse(json);
            return new ClaimsParameter(asked(members, "id_token"), asked(members, "userinfo"));
        } catch (ParseException e) {
            throw new OAuthError("invalid_request", "claims is not a JSON object of claims requests");
        }
    }

    /** The names of those claims that are asked for as essential. */
    static Set<String> essential(Map<String, Map<String, Object>> asked) {
        return asked.entrySet().stream()
                .filter(claim -> Boolean.TRUE.equals(claim.getValue().get("essential")))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** The one value, or the first of several, that a claim of the ID token is asked to have; null if any will do. */
    @Nullable
    String wanted(String claim) {
        Map<String, Object> wish = idToken.getOrDefault(claim, Map.of());
        Object values = wish.get("values");
        Object value = values instanceof List<?> list && !list.isEmpty() ? list.get(0) : wish.get("value");
        return value == null ? null : value.toString();
    }

    private static Map<String, Map<String, Object>> asked(Map<String, Object> members, String place)
            throws ParseException {
        Map<String, Object> claims = JSONObjectUtils.getJSONObject(members, place);
        Map<String, Map<String, Object>> asked = new LinkedHashMap<>();
        for (String name : claims == null ? Set.<String>of() : claims.keySet()) {
            Map<String, Object> wish = JSONObjectUtils.getJSONObject(claims, name);
            asked.put(name, wish == null ? Map.of() : wish);
        }
        return asked;
    }
}
