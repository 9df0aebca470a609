package dev.latchkey.authorization;

import org.jspecify.annotations.Nullable;

/** Why the browser was sent to the provider. */
public enum Purpose {
    /** Somebody wants in. */
    LOGIN(0),
    /** Is the user still signed in there? It was some time since we asked (OpenID Connect Core §3.1.2.1, prompt=none). */
    RECHECK(1),
    /** The same, because the provider's page said that something changed (OpenID Connect Session Management §3.1). */
    CHANGE(2);

    private final int code;

    Purpose(int code) {
        this.code = code;
    }

    /** What stands for it in a cookie. */
    int code() {
        return code;
    }

    /** The one that this stands for; null: none. */
    static @Nullable Purpose of(int code) {
        for (Purpose purpose : values()) {
            if (purpose.code == code) {
                return purpose;
            }
        }
        return null;
    }

    /** Is it about a session that there is already? */
    public boolean isCheck() {
        return this != LOGIN;
    }
}
