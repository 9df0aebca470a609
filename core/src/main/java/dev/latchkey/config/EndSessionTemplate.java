package dev.latchkey.config;

import dev.latchkey.failure.Misconfigured;
import java.net.URI;
import java.util.List;

/** The URL to sign out at, with placeholders, of a provider that does it in its own way. */
final class EndSessionTemplate {
    private static final List<String> PLACEHOLDERS =
            List.of("client_id", "post_logout_redirect_uri", "state", "ui_locales", "logout_hint");

    private EndSessionTemplate() {}

    /**
     * The template, after it was found to become a URL.
     *
     * @throws Misconfigured if it does not
     */
    static String checked(String template) {
        String filled = template;
        for (String placeholder : PLACEHOLDERS) {
            filled = filled.replace("{" + placeholder + "}", "x");
        }
        try {
            URI url = URI.create(filled);
            if (url.getHost() != null && url.getRawFragment() == null && BaseUrl.isSecure(url)) {
                return template;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Misconfigured.setting(
                "endSessionUrl",
                "is \"" + template + "\"",
                "an https URL with placeholders among " + PLACEHOLDERS
                        + ", such as \"https://idp.example.com/v2/logout?client_id={client_id}"
                        + "&returnTo={post_logout_redirect_uri}\"");
    }
}
