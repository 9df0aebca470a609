package dev.latchkey.example.javalin.docs;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.ActiveSession;
import dev.latchkey.app.SignedInUser;

/** Stores and what is in them, as the documentation shows. */
final class StoreSetups {
    private StoreSetups() {}

    static void signOutEverywhere(RelyingParty oidc, SignedInUser user) {
        for (ActiveSession session : oidc.activeSessions().of(user.issuer(), user.subject())) {
            System.out.println("signed in since " + session.beganAt() + ", last seen " + session.seenAt());
        }
        oidc.activeSessions().endAll(user.issuer(), user.subject());
    }
}
