package dev.latchkey.app;

/** Where the access tokens of outgoing calls come from: a user's session, or the application's own credentials. */
public interface TokenSource {
    /**
     * A token that is good for at least 30 seconds more, as far as the provider said, and if it can be asked.
     *
     * @throws dev.latchkey.failure.OidcException if there is none
     */
    AccessToken token();

    /**
     * A token after a service refused this one: another, or the same if it was fetched less than ten seconds ago.
     *
     * @throws dev.latchkey.failure.OidcException if there is no other
     */
    AccessToken replacing(AccessToken refused);
}
