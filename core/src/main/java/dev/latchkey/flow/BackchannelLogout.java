package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.authorization.PostedForm;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.Printable;
import dev.latchkey.logout.LogoutTokenVerifier;
import dev.latchkey.logout.PostedLogoutToken;
import dev.latchkey.logout.VerifiedLogoutToken;
import dev.latchkey.shared.Leases;
import dev.latchkey.store.SharedValues;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A provider says, without any browser, whose sessions end (OpenID Connect Back-Channel Logout §2.5 to §2.8). */
final class BackchannelLogout {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final int MAX_BODY = 160 * 1024;
    private static final int MAX_MESSAGE_LENGTH = 300;
    private static final byte[] USED = {1};

    private final Providers providers;
    private final SharedValues values;
    private final Leases leases;
    private final Ending ending;
    private final Duration clockSkew;
    private final InstantSource clock;

    BackchannelLogout(
            Providers providers,
            SharedValues values,
            Leases leases,
            Ending ending,
            Duration clockSkew,
            InstantSource clock) {
        this.providers = providers;
        this.values = values;
        this.leases = leases;
        this.ending = ending;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /** A request to the {@code backchannel_logout_uri}. */
    Answer handle(WebRequest request) {
        try {
            VerifiedLogoutToken token = verified(logoutToken(request));
            int ended = once(token);
            LOG.info("A provider ended {} session(s) by back-channel logout.", ended);
            return Responses.answer(new WebResponse(200, Map.of(), List.of(), ""));
        } catch (ProtocolViolation e) {
            log(e);
            return refusal(400, "invalid_request", e.reason());
        } catch (StoreUnavailable e) {
            LOG.error(
                    "Back-channel logout failed: {}. Hint: {}",
                    e.reason().code(),
                    e.reason().hint(),
                    e.getCause());
            return refusal(503, "temporarily_unavailable", e.reason());
        } catch (OidcException e) {
            log(e);
            return refusal(503, "temporarily_unavailable", e.reason());
        }
    }

    private VerifiedLogoutToken verified(String compact) {
        PostedLogoutToken posted = PostedLogoutToken.read(compact, providers.all());
        return LogoutTokenVerifier.verify(posted, posted.sender().relationship(), clock.instant(), clockSkew);
    }

    /**
     * Ends the sessions, if nobody brought this token before. It counts as used only when that is done, so that what the
     * store could not do, or did and could not say, may be tried again with it; to end twice does no harm.
     */
    private int once(VerifiedLogoutToken token) {
        String used = "logout:" + token.id();
        requireUnused(used);
        return leases.whenFree("logging-out:" + token.id(), () -> {
            requireUnused(used);
            int ended = ending.end(token.groups(), token.issuedAt());
            values.putIfAbsent(used, USED, token.acceptableUntil());
            return ended;
        });
    }

    private void requireUnused(String name) {
        if (values.value(name) != null) {
            throw new ProtocolViolation(FailureReason.LOGOUT_TOKEN_REPLAYED, "Logout token: its jti was used before.");
        }
    }

    private static String logoutToken(WebRequest request) {
        try {
            Form form = PostedForm.of(request, MAX_BODY);
            String token = form == null || form.isRepeated("logout_token") ? null : form.get("logout_token");
            if (token == null || token.isEmpty()) {
                throw unreadable("is no form of at most " + MAX_BODY + " bytes with one logout_token");
            }
            return token;
        } catch (IOException e) {
            throw unreadable("broke off");
        }
    }

    private static ProtocolViolation unreadable(String problem) {
        return new ProtocolViolation(FailureReason.LOGOUT_REQUEST_UNREADABLE, "The logout request " + problem + ".");
    }

    private static void log(OidcException failure) {
        LOG.warn(
                "Back-channel logout refused: {}. {} Hint: {}",
                failure.reason().code(),
                Printable.of(String.valueOf(failure.getMessage()), MAX_MESSAGE_LENGTH),
                failure.reason().hint());
    }

    /** In the words of RFC 6749 §5.2, as Back-Channel Logout §2.8 suggests. */
    private static Answer refusal(int status, String error, FailureReason reason) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", reason.code());
        WebResponse response = WebResponse.json(status, Json.write(body));
        return Responses.answer(status == 503 ? response.header("Retry-After", "10") : response);
    }
}
