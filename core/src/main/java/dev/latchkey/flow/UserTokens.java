package dev.latchkey.flow;

import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenSource;
import dev.latchkey.failure.LoginRejected;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.WebRequest;
import dev.latchkey.session.Session;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The access token of the user whose browser sent a request, for calls of other services in that user's name. */
final class UserTokens {
    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final CurrentSession currentSession;
    private final InstantSource clock;

    UserTokens(CurrentSession currentSession, InstantSource clock) {
        this.currentSession = currentSession;
        this.clock = clock;
    }

    /**
     * A token that is good for 30 seconds more, refreshed if need be; one that ends sooner while the provider is down.
     *
     * @throws LoginRejected {@code LOGIN_REQUIRED} if only a login brings one
     */
    AccessToken valid(WebRequest request) {
        try {
            return token(request, this::isValid);
        } catch (ProviderUnavailable e) {
            Session session = currentSession.find(request);
            AccessToken last = session == null ? null : session.currentAccessToken();
            if (last == null || last.endsBefore(clock.instant().plus(A_MOMENT))) {
                throw e;
            }
            return last;
        }
    }

    /**
     * A token other than the one that the session has now, unless that was fetched a moment ago.
     *
     * @throws LoginRejected {@code LOGIN_REQUIRED} if only a login brings one
     */
    AccessToken renewed(WebRequest request) {
        Session session = currentSession.find(request);
        return other(request, session == null ? null : session.accessToken());
    }

    TokenSource of(WebRequest request) {
        return new TokenSource() {
            @Override
            public AccessToken token() {
                return valid(request);
            }

            @Override
            public AccessToken replacing(AccessToken refused) {
                return other(request, refused.value());
            }
        };
    }

    private AccessToken other(WebRequest request, @Nullable String refused) {
        return token(request, session -> isValid(session) && !Objects.equals(session.accessToken(), refused));
    }

    private AccessToken token(WebRequest request, Predicate<Session> suffices) {
        AccessToken token = currentSession.renewedUnless(request, suffices).currentAccessToken();
        if (token == null) {
            throw Refresh.loginRequired();
        }
        return token;
    }

    private boolean isValid(Session session) {
        AccessToken token = session.currentAccessToken();
        return token != null && !token.endsBefore(clock.instant().plus(ENOUGH));
    }
}
