package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a login asks of the provider (OpenID Connect Core §3.1.2.1): set for every login at a provider, or for one login.
 * What is asked for is checked when the user comes back: {@link #maxAge}, {@link #acrValues}, {@link #prompt
 * prompt=login}, {@link #idTokenHint}, and the essential ones of {@link #claims}. Immutable.
 */
public final class LoginParameters {
    private static final String REQUIRE_AUTH_TIME = "require_auth_time";
    private static final Set<String> RESERVED = Set.of(
            "claims",
            "client_assertion",
            "client_assertion_type",
            "client_id",
            "client_secret",
            "code_challenge",
            "code_challenge_method",
            "id_token_hint",
            "max_age",
            "nonce",
            "redirect_uri",
            "request",
            "request_uri",
            REQUIRE_AUTH_TIME,
            "response_mode",
            "response_type",
            "scope",
            "state");

    private static final LoginParameters NONE = new LoginParameters(Map.of());

    private final Map<String, Parameter> parameters;

    /**
     * A parameter.
     *
     * @param values what is sent; none: it is not sent, since the provider knows it from the registration
     * @param demand what is checked on return, if anything is
     */
    private record Parameter(List<String> values, @Nullable Object demand) {}

    private LoginParameters(Map<String, Parameter> parameters) {
        this.parameters = parameters;
    }

    /** Nothing in particular. */
    public static LoginParameters none() {
        return NONE;
    }

    /** The scopes; {@code openid} is always among them. */
    public LoginParameters scopes(String... scopes) {
        Set<String> all = new LinkedHashSet<>(Set.of("openid"));
        for (String scope : scopes) {
            if (!scope.matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+")) {
                throw Misconfigured.setting(
                        "scopes",
                        "has \"" + scope + "\"",
                        "one scope per argument, such as scopes(\"profile\", \"email\")");
            }
            all.add(scope);
        }
        return sending("scope", String.join(" ", all));
    }

    /**
     * What the provider asks the user: {@code login}, {@code consent}, {@code select_account}, {@code create}, or none. With
     * {@code login}, the ID token must show by {@code auth_time} that the user signed in anew.
     */
    public LoginParameters prompt(String... prompts) {
        List<String> all = Arrays.asList(prompts);
        if (all.isEmpty()
                || !all.stream().allMatch(prompt -> prompt.matches("[a-z_]+"))
                || (all.contains("none") && all.size() > 1)) {
            throw Misconfigured.setting(
                    "prompt", "is " + all, "one or more of login, consent, select_account, create; or none alone");
        }
        return with("prompt", List.of(String.join(" ", all)), all.contains("login") ? true : null);
    }

    /** How old the user's sign-in at the provider may be, to the second. */
    public LoginParameters maxAge(Duration age) {
        if (age.isNegative()) {
            throw Misconfigured.setting("maxAge", "is negative", "a duration such as Duration.ofHours(8)");
        }
        return with("max_age", List.of(Long.toString(age.toSeconds())), age);
    }

    /** The authentication contexts that will do, best first; another one fails the login. */
    public LoginParameters acrValues(String... values) {
        return with("acr_values", List.of(String.join(" ", values)), List.of(values));
    }

    /** Whom the provider shall expect, such as an e-mail address. May come from user input. */
    public LoginParameters loginHint(String hint) {
        return sending("login_hint", hint);
    }

    /** The languages for the provider's pages, best first, as in {@code fr-CA}. */
    public LoginParameters uiLocales(String... locales) {
        return sending("ui_locales", String.join(" ", locales));
    }

    /**
     * The user who shall sign in, by an ID token that was issued for this application; another user fails the login.
     *
     * @throws Misconfigured if it is not an ID token
     */
    public LoginParameters idTokenHint(String idToken) {
        try {
            String subject = Json.string(Jws.parse(idToken).payload(), "sub");
            if (subject != null) {
                return with("id_token_hint", List.of(idToken), subject);
            }
        } catch (MalformedException e) {
            // Said below.
        }
        throw Misconfigured.setting("idTokenHint", "is not an ID token", "the ID token of an earlier login");
    }

    /** The resources that the access token is for (RFC 8707 §2), each an absolute URI. */
    public LoginParameters resource(String... resources) {
        return with("resource", List.of(resources), null);
    }

    /** Single claims. */
    public LoginParameters claims(ClaimsRequest request) {
        return with("claims", List.of(request.json()), request);
    }

    /**
     * Any other parameter, sent as it is and not checked, such as {@code audience}, {@code access_type} or {@code hd}.
     *
     * @throws Misconfigured for a parameter that Latchkey sets itself
     */
    public LoginParameters parameter(String name, String value) {
        if (RESERVED.contains(name)) {
            throw Misconfigured.setting(
                    "authorizationParameter",
                    "sets the reserved parameter '" + name + "'",
                    "any parameter but "
                            + String.join(", ", RESERVED.stream().sorted().toList()));
        }
        return sending(name, value);
    }

    /**
     * What a client's registration asks for at every login (OpenID Connect Registration §2): {@code default_max_age},
     * {@code require_auth_time} and {@code default_acr_values}. It is not sent, since the provider knows it, but checked.
     */
    static LoginParameters registered(ClientMetadata metadata) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        Map<String, Object> members = metadata.members();
        if (members.get("default_max_age") instanceof Number seconds) {
            parameters.put("max_age", new Parameter(List.of(), Duration.ofSeconds(seconds.longValue())));
        }
        if (members.get("default_acr_values") instanceof List<?> values) {
            parameters.put("acr_values", new Parameter(List.of(), List.copyOf(values)));
        }
        if (Boolean.TRUE.equals(members.get(REQUIRE_AUTH_TIME))) {
            parameters.put(REQUIRE_AUTH_TIME, new Parameter(List.of(), true));
        }
        return new LoginParameters(parameters);
    }

    /** These parameters; what they do not say is as in the others. */
    public LoginParameters over(LoginParameters others) {
        Map<String, Parameter> all = new LinkedHashMap<>(others.parameters);
        all.putAll(parameters);
        return new LoginParameters(all);
    }

    /** Is nothing in particular asked for? */
    public boolean isEmpty() {
        return parameters.isEmpty();
    }

    /** Is anything asked for that is checked when the user comes back? */
    public boolean hasDemands() {
        return parameters.values().stream().anyMatch(parameter -> parameter.demand() != null);
    }

    /** The parameters to send, each with its values. */
    public Map<String, List<String>> sent() {
        Map<String, List<String>> sent = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            if (!parameter.values().isEmpty()) {
                sent.put(name, parameter.values());
            }
        });
        return sent;
    }

    /** How old the user's sign-in may be, if that matters. */
    public @Nullable Duration maxAge() {
        return demand("max_age") instanceof Duration age ? age : null;
    }

    /** Must the user sign in anew? */
    public boolean isReauthentication() {
        return demand("prompt") != null;
    }

    /** The claims that must be in the ID token, with the values that will do; no values: any. */
    public Map<String, List<Object>> essentialInIdToken() {
        Map<String, List<Object>> essential = new LinkedHashMap<>();
        if (demand("claims") instanceof ClaimsRequest claims) {
            essential.putAll(claims.essentialInIdToken());
        }
        if (demand("acr_values") instanceof List<?> values) {
            essential.merge("acr", List.copyOf(values), LoginParameters::narrower);
        }
        if (demand("id_token_hint") instanceof String subject) {
            essential.merge("sub", List.of(subject), LoginParameters::narrower);
        }
        if (demand(REQUIRE_AUTH_TIME) != null) {
            essential.putIfAbsent("auth_time", List.of());
        }
        return essential;
    }

    /** Where a claim is demanded by {@code claims} and otherwise, both count; the request for the claim is the stricter. */
    private static List<Object> narrower(List<Object> claimed, List<Object> otherwise) {
        if (claimed.isEmpty()) {
            return otherwise;
        }
        List<Object> common = claimed.stream().filter(otherwise::contains).toList();
        return common.isEmpty() ? claimed : common;
    }

    /** The claims that must be in UserInfo, with the values that will do; no values: any. */
    public Map<String, List<Object>> essentialInUserInfo() {
        return demand("claims") instanceof ClaimsRequest claims ? claims.essentialInUserInfo() : Map.of();
    }

    private @Nullable Object demand(String name) {
        Parameter parameter = parameters.get(name);
        return parameter == null ? null : parameter.demand();
    }

    private LoginParameters sending(String name, String value) {
        return with(name, List.of(value), null);
    }

    private LoginParameters with(String name, List<String> values, @Nullable Object demand) {
        Map<String, Parameter> changed = new LinkedHashMap<>(parameters);
        changed.put(name, new Parameter(values, demand));
        return new LoginParameters(changed);
    }

    @Override
    public String toString() {
        return "LoginParameters" + parameters.keySet();
    }
}
