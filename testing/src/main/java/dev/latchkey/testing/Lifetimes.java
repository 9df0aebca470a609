package dev.latchkey.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long things are good for; a registered secret without a lifetime never expires. */
record Lifetimes(
        Duration idToken,
        Duration accessToken,
        Duration code,
        @Nullable Duration registeredSecret) {
    static final Lifetimes DEFAULT =
            new Lifetimes(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofMinutes(1), null);

    Lifetimes withIdToken(Duration lifetime) {
        return new Lifetimes(lifetime, accessToken, code, registeredSecret);
    }

    Lifetimes withAccessToken(Duration lifetime) {
        return new Lifetimes(idToken, lifetime, code, registeredSecret);
    }

    Lifetimes withCode(Duration lifetime) {
        return new Lifetimes(idToken, accessToken, lifetime, registeredSecret);
    }

    Lifetimes withRegisteredSecret(Duration lifetime) {
        return new Lifetimes(idToken, accessToken, code, lifetime);
    }
}
