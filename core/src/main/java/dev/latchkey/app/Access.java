package dev.latchkey.app;

import org.jspecify.annotations.Nullable;

/** Who may enter: what a route, a path or everything else asks of a request. */
public sealed interface Access {
    /** Everybody, signed in or not. The application still sees who is signed in. */
    static Access anyone() {
        return Anyone.ANYONE;
    }

    /** Whoever is signed in, at any of the configured providers. */
    static Access signedIn() {
        return SignedIn.ANYWHERE;
    }

    /**
     * Whoever is signed in at this provider; a session of another provider does not count.
     *
     * @param provider the provider's name, as given to {@code RelyingPartyBuilder.provider}
     */
    static Access signedIn(String provider) {
        return new SignedIn(provider);
    }

    /** Everybody. */
    enum Anyone implements Access {
        /** The only value. */
        ANYONE
    }

    /**
     * A signed-in user.
     *
     * @param provider the provider that must have signed the user in; null: any
     */
    record SignedIn(@Nullable String provider) implements Access {
        private static final SignedIn ANYWHERE = new SignedIn(null);
    }
}
