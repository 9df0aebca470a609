package dev.latchkey.testing;

import dev.latchkey.testing.wire.Parameters;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an authorization response travels (OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode §2). */
enum ResponseMode {
    QUERY("query"),
    FRAGMENT("fragment"),
    FORM_POST("form_post");

    private final String text;

    ResponseMode(String text) {
        this.text = text;
    }

    /** The mode of the answer to this request, be it valid or not: the one asked for, if that is safe. */
    static ResponseMode of(Parameters parameters) {
        Set<String> types = parameters.words("response_type");
        boolean hasTokens = types.contains("token") || types.contains("id_token");
        ResponseMode asked = named(parameters.get("response_mode"));
        if (asked == null || (asked == QUERY && hasTokens)) {
            return hasTokens ? FRAGMENT : QUERY;
        }
        return asked;
    }

    /** The mode with this name, or null. */
    static @Nullable ResponseMode named(@Nullable String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.text.equals(text))
                .findFirst()
                .orElse(null);
    }
}
