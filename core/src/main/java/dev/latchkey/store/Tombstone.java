package dev.latchkey.store;

import java.time.Instant;

/**
 * What is left of sessions that a provider has ended, so that no login that was under way brings them back.
 *
 * @param issuedAt when the provider issued the logout token, by its clock
 * @param receivedAt when it came, by ours
 */
public record Tombstone(Instant issuedAt, Instant receivedAt) {
    /** Does it stop this session? Its login began before the end, or its ID token was issued before. */
    public boolean stops(NewSession session) {
        return !session.startedAt().isAfter(receivedAt) || !session.issuedAt().isAfter(issuedAt);
    }

    /** The later of two, part by part. */
    public Tombstone latest(Tombstone other) {
        return new Tombstone(
                issuedAt.isBefore(other.issuedAt) ? other.issuedAt : issuedAt,
                receivedAt.isBefore(other.receivedAt) ? other.receivedAt : receivedAt);
    }
}
