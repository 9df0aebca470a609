package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the provider answers a login with (OpenID Connect Core §3, OAuth 2.0 Multiple Response Type Encoding Practices).
 * {@link #CODE} keeps every token out of the browser; the others are for providers that cannot do it, see the guide.
 */
public enum ResponseType {
    /** A code: all tokens come from the token endpoint. */
    CODE("code"),
    /** An ID token through the browser, and no access token at all. */
    ID_TOKEN("id_token"),
    /** An ID token and an access token through the browser. */
    ID_TOKEN_TOKEN("id_token token"),
    /** A code, and an ID token through the browser that vouches for it. */
    CODE_ID_TOKEN("code id_token"),
    /** A code, and an access token through the browser. */
    CODE_TOKEN("code token"),
    /** A code, an ID token and an access token through the browser. */
    CODE_ID_TOKEN_TOKEN("code id_token token");

    private final String value;
    private final boolean hasCode;
    private final boolean hasIdToken;
    private final boolean hasAccessToken;

    ResponseType(String value) {
        this.value = value;
        this.hasCode = words(value).contains("code");
        this.hasIdToken = words(value).contains("id_token");
        this.hasAccessToken = words(value).contains("token");
    }

    /**
     * The type of this name; the order of its words does not matter.
     *
     * @param value such as {@code "id_token code"}
     * @throws Misconfigured if it is none of the six
     */
    public static ResponseType parse(String value) {
        for (ResponseType type : values()) {
            if (type.isNamed(value)) {
                return type;
            }
        }
        throw Misconfigured.setting(
                "responseType",
                "is \"" + value + "\"",
                "one of " + Arrays.stream(values()).map(ResponseType::value).collect(Collectors.joining(", ")));
    }

    /** The {@code response_type} parameter. */
    public String value() {
        return value;
    }

    /** Is this the name of this type, as a set of words? */
    public boolean isNamed(String name) {
        return words(name).equals(words(value));
    }

    /** Does the browser bring a code? */
    public boolean hasCode() {
        return hasCode;
    }

    /** Does the browser bring an ID token? */
    public boolean hasIdToken() {
        return hasIdToken;
    }

    /** Does the browser bring an access token? */
    public boolean hasAccessToken() {
        return hasAccessToken;
    }

    /** How the answer travels if nothing else is asked for (Multiple Response Types §3 and §5). */
    public ResponseMode defaultMode() {
        return this == CODE ? ResponseMode.QUERY : ResponseMode.FRAGMENT;
    }

    private static Set<String> words(String value) {
        return Set.copyOf(Arrays.asList(value.trim().split(" +")));
    }
}
