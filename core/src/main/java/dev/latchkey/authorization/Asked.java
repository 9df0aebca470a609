package dev.latchkey.authorization;

import dev.latchkey.config.LoginParameters;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a login asked for, as far as the answer must keep to it.
 *
 * @param maxAge how old the user's sign-in may be; null: any
 * @param reauthentication must the user sign in after the login began?
 * @param inIdToken claims that must be in the ID token, with the values that will do; no values: any
 * @param inUserInfo claims that must be in UserInfo, likewise
 */
public record Asked(
        @Nullable Duration maxAge,
        boolean reauthentication,
        Map<String, List<Object>> inIdToken,
        Map<String, List<Object>> inUserInfo) {
    /** Nothing. */
    public static final Asked NOTHING = new Asked(null, false, Map.of(), Map.of());

    /** What these parameters ask for. */
    public static Asked by(LoginParameters parameters) {
        return new Asked(
                parameters.maxAge(),
                parameters.isReauthentication(),
                parameters.essentialInIdToken(),
                parameters.essentialInUserInfo());
    }

    String encode() {
        Map<String, Object> members = new LinkedHashMap<>();
        if (maxAge != null) {
            members.put("m", maxAge.toSeconds());
        }
        if (reauthentication) {
            members.put("r", 1L);
        }
        members.put("i", inIdToken);
        members.put("u", inUserInfo);
        return Json.write(members);
    }

    static Asked decode(String encoded) throws MalformedException {
        Map<String, Object> members = Json.parse(encoded);
        Long maxAge = Json.wholeNumber(members, "m");
        return new Asked(
                maxAge == null ? null : Duration.ofSeconds(maxAge),
                members.containsKey("r"),
                claims(members, "i"),
                claims(members, "u"));
    }

    private static Map<String, List<Object>> claims(Map<String, Object> members, String place)
            throws MalformedException {
        Map<String, Object> encoded = Json.object(members, place);
        if (encoded == null) {
            throw new MalformedException("claims are missing");
        }
        Map<String, List<Object>> claims = new TreeMap<>();
        encoded.forEach((claim, values) ->
                claims.put(claim, values instanceof List<?> list ? List.copyOf(list) : List.of()));
        return claims;
    }
}
