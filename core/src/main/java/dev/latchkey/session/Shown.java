package dev.latchkey.session;

import dev.latchkey.app.SignedInUser;
import dev.latchkey.app.SignedInUser.Tokens;
import dev.latchkey.internal.Frozen;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session shows, made when somebody looks, and for all requests alike. Thread-safe; nobody can change any of it. */
final class Shown {
    private final Session session;
    private volatile @Nullable Map<String, Object> claims;
    private volatile @Nullable User user;

    /** The user, with the roles found there. */
    private record User(RolesClaim rolesClaim, SignedInUser user) {}

    Shown(Session session) {
        this.session = session;
    }

    /** Of a session that has the same claims as another one. */
    Shown(Session session, Shown other) {
        this.session = session;
        this.claims = other.claims;
    }

    /** Of a session whose claims these are. */
    Shown(Session session, Map<String, Object> claims) {
        this.session = session;
        this.claims = Frozen.map(claims);
    }

    Map<String, Object> claims() {
        Map<String, Object> parsed = claims;
        if (parsed == null) {
            parsed = Frozen.map(session.parsedClaims());
            claims = parsed;
        }
        return parsed;
    }

    SignedInUser user(RolesClaim rolesClaim) {
        User made = user;
        if (made == null || !made.rolesClaim().equals(rolesClaim)) {
            made = new User(rolesClaim, made(rolesClaim));
            user = made;
        }
        return made.user();
    }

    private SignedInUser made(RolesClaim rolesClaim) {
        Map<String, Object> view = new ClaimsView(this);
        return new SignedInUser(
                session.provider(),
                session.issuer(),
                session.subject(),
                view,
                new RolesView(rolesClaim, view),
                session.identity().attributes(),
                new Tokens(
                        session.idToken(),
                        session.accessToken(),
                        session.tokens().expiresAt()),
                session.beganAt(),
                session.lifetime().endsAt());
    }
}
