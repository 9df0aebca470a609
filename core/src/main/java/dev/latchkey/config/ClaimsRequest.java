package dev.latchkey.config;

import dev.latchkey.internal.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Single claims to ask for (OpenID Connect Core §5.5). An essential claim that does not come, or not with one of the
 * values asked for, fails the login. Immutable.
 */
public final class ClaimsRequest {
    private static final String ID_TOKEN = "id_token";
    private static final String USERINFO = "userinfo";
    private static final ClaimsRequest NONE = new ClaimsRequest(Map.of());

    private final Map<String, Object> members;

    private ClaimsRequest(Map<String, Object> members) {
        this.members = members;
    }

    /** No claims. */
    public static ClaimsRequest none() {
        return NONE;
    }

    /** A request as the specification writes it: an object with {@code id_token} and {@code userinfo}. */
    public static ClaimsRequest of(Map<String, Object> members) {
        return new ClaimsRequest(Map.copyOf(members));
    }

    /** With a claim that may be in the ID token. */
    public ClaimsRequest idToken(String claim) {
        return with(ID_TOKEN, claim, null);
    }

    /**
     * With a claim that must be in the ID token.
     *
     * @param anyOf the values that will do; none: any
     */
    public ClaimsRequest essentialInIdToken(String claim, Object... anyOf) {
        return with(ID_TOKEN, claim, essential(anyOf));
    }

    /** With a claim that may be in UserInfo. */
    public ClaimsRequest userInfo(String claim) {
        return with(USERINFO, claim, null);
    }

    /**
     * With a claim that must be in UserInfo.
     *
     * @param anyOf the values that will do; none: any
     */
    public ClaimsRequest essentialInUserInfo(String claim, Object... anyOf) {
        return with(USERINFO, claim, essential(anyOf));
    }

    /** Is nothing asked for? */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** The {@code claims} parameter. */
    public String json() {
        return Json.write(members);
    }

    /** The claims that must be in the ID token, with the values that will do; no values: any. */
    public Map<String, List<Object>> essentialInIdToken() {
        return essential(ID_TOKEN);
    }

    /** The claims that must be in UserInfo, with the values that will do; no values: any. */
    public Map<String, List<Object>> essentialInUserInfo() {
        return essential(USERINFO);
    }

    private Map<String, List<Object>> essential(String place) {
        Map<String, List<Object>> essential = new TreeMap<>();
        Map<String, Object> asked = Json.object(members, place);
        if (asked != null) {
            asked.keySet().forEach(claim -> {
                Map<String, Object> how = Json.object(asked, claim);
                // A value for sub is binding even where it is not essential (§5.5.1).
                if (how != null && (Boolean.TRUE.equals(how.get("essential")) || claim.equals("sub"))) {
                    essential.put(claim, values(how));
                }
            });
        }
        return essential;
    }

    private static List<Object> values(Map<String, Object> how) {
        if (how.get("value") != null) {
            return List.of(how.get("value"));
        }
        return how.get("values") instanceof List<?> list ? List.copyOf(list) : List.of();
    }

    private static Map<String, Object> essential(Object... anyOf) {
        return switch (anyOf.length) {
            case 0 -> Map.of("essential", true);
            case 1 -> Map.of("essential", true, "value", anyOf[0]);
            default -> Map.of("essential", true, "values", Arrays.asList(anyOf));
        };
    }

    private ClaimsRequest with(String place, String claim, @Nullable Map<String, Object> how) {
        Map<String, Object> claims = new LinkedHashMap<>();
        Map<String, Object> before = Json.object(members, place);
        if (before != null) {
            claims.putAll(before);
        }
        claims.put(claim, how);
        Map<String, Object> changed = new TreeMap<>(members);
        changed.put(place, claims);
        return new ClaimsRequest(changed);
    }

    @Override
    public String toString() {
        return "ClaimsRequest" + members.keySet();
    }
}
