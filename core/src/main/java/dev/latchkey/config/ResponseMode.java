package dev.latchkey.config;

/** How the provider's answer travels through the browser; an answer that came in another way is refused. */
public enum ResponseMode {
    /** In the query string; never with tokens. */
    QUERY("query"),
    /** In the fragment, which a small page of Latchkey's reads and posts. */
    FRAGMENT("fragment"),
    /** In a form that the browser posts (OAuth 2.0 Form Post Response Mode). */
    FORM_POST("form_post");

    private final String value;

    ResponseMode(String value) {
        this.value = value;
    }

    /** The {@code response_mode} parameter. */
    public String value() {
        return value;
    }
}
