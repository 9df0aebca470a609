package dev.latchkey.store;

/**
 * Sessions that a provider ends together (OpenID Connect Back-Channel Logout §2.7): all that belong to one of its own
 * sessions, or all of a user.
 *
 * @param issuer the provider's issuer
 * @param by what names the group
 * @param name the name: a {@code sid} or a {@code sub}, which mean something at this issuer only
 */
public record SessionGroup(String issuer, By by, String name) {
    /** What names a group. */
    public enum By {
        /** The provider's session. */
        SID,
        /** The user. */
        SUBJECT
    }

    /** What belongs to one session at the provider. */
    public static SessionGroup ofSid(String issuer, String sid) {
        return new SessionGroup(issuer, By.SID, sid);
    }

    /** What belongs to one user. */
    public static SessionGroup ofSubject(String issuer, String subject) {
        return new SessionGroup(issuer, By.SUBJECT, subject);
    }

    @Override
    public String toString() {
        return "SessionGroup[by " + by + " at " + issuer + "]";
    }
}
