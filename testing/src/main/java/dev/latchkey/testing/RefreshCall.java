package dev.latchkey.testing;

import java.time.Instant;

/**
 * A use of a refresh token that the provider issued to the client that used it; immutable.
 *
 * @param subject whose it is
 * @param refreshToken the token
 * @param at when it was used, by the provider's clock
 * @param isGranted whether new tokens were the answer
 */
public record RefreshCall(String subject, String refreshToken, Instant at, boolean isGranted) {
    /** The call without its token. */
    @Override
    public String toString() {
        return "RefreshCall[" + subject + ", " + at + ", " + (isGranted ? "granted" : "refused") + "]";
    }
}
