package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Jws;
import dev.latchkey.internal.MalformedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
            "response_mode",
            "response_type",
            "scope",
            "state");

    private static final LoginParameters NONE =
            new LoginParameters(Map.of(), null, List.of(), ClaimsRequest.none(), null);

    private final Map<String, List<String>> sent;
    private final @Nullable Duration maxAge;
    private final List<String> acrValues;
    private final ClaimsRequest claims;
    private final @Nullable String hintedSubject;

    private LoginParameters(
            Map<String, List<String>> sent,
            @Nullable Duration maxAge,
            List<String> acrValues,
            ClaimsRequest claims,
            @Nullable String hintedSubject) {
        this.sent = sent;
        this.maxAge = maxAge;
        this.acrValues = acrValues;
        this.claims = claims;
        this.hintedSubject = hintedSubject;
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

    /** What the provider asks the user: {@code login}, {@code consent}, {@code select_account}, {@code create}, or none. */
    public LoginParameters prompt(String... prompts) {
        List<String> all = Arrays.asList(prompts);
        if (all.isEmpty()
                || !all.stream().allMatch(prompt -> prompt.matches("[a-z_]+"))
                || (all.contains("none") && all.size() > 1)) {
            throw Misconfigured.setting(
                    "prompt", "is " + all, "one or more of login, consent, select_account, create; or none alone");
        }
        return sending("prompt", String.join(" ", all));
    }

    /** How old the user's sign-in at the provider may be, to the second. */
    public LoginParameters maxAge(Duration age) {
        if (age.isNegative()) {
            throw Misconfigured.setting("maxAge", "is negative", "a duration such as Duration.ofHours(8)");
        }
        return new LoginParameters(
                with("max_age", List.of(Long.toString(age.toSeconds()))), age, acrValues, claims, hintedSubject);
    }

    /** The authentication contexts that will do, best first; another one fails the login. */
    public LoginParameters acrValues(String... values) {
        List<String> all = List.of(values);
        return new LoginParameters(
                with("acr_values", List.of(String.join(" ", all))), maxAge, all, claims, hintedSubject);
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
                return new LoginParameters(with("id_token_hint", List.of(idToken)), maxAge, acrValues, claims, subject);
            }
        } catch (MalformedException e) {
            // Said below.
        }
        throw Misconfigured.setting("idTokenHint", "is not an ID token", "the ID token of an earlier login");
    }

    /** The resources that the access token is for (RFC 8707 §2), each an absolute URI. */
    public LoginParameters resource(String... resources) {
        return new LoginParameters(with("resource", List.of(resources)), maxAge, acrValues, claims, hintedSubject);
    }

    /** Single claims. */
    public LoginParameters claims(ClaimsRequest request) {
        return new LoginParameters(with("claims", List.of(request.json())), maxAge, acrValues, request, hintedSubject);
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

    /** These parameters; what they do not say is as in the others. */
    public LoginParameters over(LoginParameters others) {
        Map<String, List<String>> all = new LinkedHashMap<>(others.sent);
        all.putAll(sent);
        return new LoginParameters(
                all,
                maxAge == null ? others.maxAge : maxAge,
                sent.containsKey("acr_values") ? acrValues : others.acrValues,
                claims.isEmpty() ? others.claims : claims,
                hintedSubject == null ? others.hintedSubject : hintedSubject);
    }

    /** Is nothing in particular asked for? */
    public boolean isEmpty() {
        return sent.isEmpty();
    }

    /** The parameters to send, each with its values. */
    public Map<String, List<String>> sent() {
        return Collections.unmodifiableMap(sent);
    }

    /** How old the user's sign-in may be, if that matters. */
    public @Nullable Duration maxAge() {
        return maxAge;
    }

    /** Must the user sign in anew? */
    public boolean isReauthentication() {
        return sent.getOrDefault("prompt", List.of()).stream()
                .anyMatch(prompt -> List.of(prompt.split(" ")).contains("login"));
    }

    /** The claims that must be in the ID token, with the values that will do; no values: any. */
    public Map<String, List<Object>> essentialInIdToken() {
        Map<String, List<Object>> essential = new LinkedHashMap<>(claims.essentialInIdToken());
        if (!acrValues.isEmpty()) {
            essential.put("acr", new ArrayList<>(acrValues));
        }
        if (hintedSubject != null) {
            essential.put("sub", List.of(hintedSubject));
        }
        return essential;
    }

    /** The claims that must be in UserInfo, with the values that will do; no values: any. */
    public Map<String, List<Object>> essentialInUserInfo() {
        return claims.essentialInUserInfo();
    }

    private LoginParameters sending(String name, String value) {
        boolean replacesAcr = name.equals("acr_values");
        return new LoginParameters(
                with(name, List.of(value)), maxAge, replacesAcr ? List.of() : acrValues, claims, hintedSubject);
    }

    private Map<String, List<String>> with(String name, List<String> values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(sent);
        changed.put(name, values);
        return changed;
    }

    @Override
    public String toString() {
        return "LoginParameters" + sent.keySet();
    }
}
