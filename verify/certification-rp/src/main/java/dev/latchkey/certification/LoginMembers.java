package dev.latchkey.certification;

import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.LoginParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a configuration wants to ask for in every login, by the typed setting wherever there is one. */
final class LoginMembers {
    private LoginMembers() {}

    /**
     * The parameters.
     *
     * @throws IllegalArgumentException if a member is malformed
     * @throws dev.latchkey.failure.Misconfigured if Latchkey refuses a value
     */
    static LoginParameters of(Map<String, Object> members) {
        LoginParameters parameters = LoginParameters.none();
        String scope = Json.text(members, "scope");
        if (scope != null) {
            parameters = parameters.scopes(Json.words("scope", scope));
        }
        Map<String, Object> claims = Json.object(members, "claims");
        if (claims != null) {
            parameters = parameters.claims(claims(claims));
        }
        Map<String, Object> more = Json.object(members, "authorization_parameters");
        if (more != null) {
            for (Map.Entry<String, Object> parameter : more.entrySet()) {
                parameters = with(parameters, parameter.getKey(), parameter.getValue());
            }
        }
        return parameters;
    }

    private static LoginParameters with(LoginParameters parameters, String name, @Nullable Object value) {
        if (value == null || name.isBlank()) {
            throw new IllegalArgumentException("authorization_parameters has a null, or a name that is blank.");
        }
        return switch (name) {
            case "scope" -> parameters.scopes(Json.words(name, value));
            case "claims" -> parameters.claims(claims(Json.asObject(name, value)));
            case "max_age" -> parameters.maxAge(seconds(value));
            case "acr_values" -> parameters.acrValues(Json.words(name, value));
            case "prompt" -> parameters.prompt(Json.words(name, value));
            case "login_hint" -> parameters.loginHint(Json.asText(name, value));
            case "ui_locales" -> parameters.uiLocales(Json.words(name, value));
            case "id_token_hint" -> parameters.idTokenHint(Json.asText(name, value));
            case "resource" -> parameters.resource(Json.texts(name, value));
            default -> parameters.parameter(name, plain(name, value));
        };
    }

    private static Duration seconds(Object value) {
        String seconds = String.valueOf(value);
        if ((value instanceof Long || value instanceof String) && seconds.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(seconds));
        }
        throw new IllegalArgumentException("max_age is not a number of seconds.");
    }

    private static String plain(String name, Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        throw new IllegalArgumentException(name + " is not a text, a number, true or false.");
    }

    /** An object for each place, and in it null or an object for each claim (OpenID Connect Core §5.5). */
    private static ClaimsRequest claims(Map<String, Object> claims) {
        claims.forEach((place, asked) -> Json.asObject("claims." + place, asked).forEach((claim, how) -> {
            if (how != null) {
                requireClaim("claims." + place + "." + claim, Json.asObject("claims." + place + "." + claim, how));
            }
        }));
        return ClaimsRequest.of(claims);
    }

    private static void requireClaim(String name, Map<String, Object> how) {
        Object values = how.getOrDefault("values", List.of());
        if (!(values instanceof List<?> list) || list.stream().anyMatch(value -> value == null)) {
            throw new IllegalArgumentException(name + ".values is not a list of values.");
        }
        if (!(how.getOrDefault("essential", false) instanceof Boolean)) {
            throw new IllegalArgumentException(name + ".essential is neither true nor false.");
        }
    }
}
