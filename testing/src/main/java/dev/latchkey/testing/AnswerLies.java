package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.OddAnswers;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import org.jspecify.annotations.Nullable;

/** Whole answers that are given instead of the honest one. */
final class AnswerLies {
    private static final String PAGE = "<!doctype html><title>Welcome</title><h1>Welcome to the hotel network</h1>";
    private static final String HALF_JSON = "{\"access_token\":\"abc";

    private final ProviderState state;

    AnswerLies(ProviderState state) {
        this.state = state;
    }

    /** The answer of the first active lie about this endpoint, or null. */
    @Nullable
    Answer insteadOf(Endpoint endpoint, Request request) {
        for (Misbehaviour lie : state.behaviour.active()) {
            Answer answer = switch (endpoint) {
                case DISCOVERY -> discovery(lie);
                case JWKS -> jwks(lie);
                case TOKEN -> token(lie, request);
                case USERINFO -> userInfo(lie);
                case REGISTRATION -> registration(lie);
                case WEBFINGER -> webFinger(lie);
                case INTROSPECTION -> introspection(lie);
                case REVOCATION -> revocation(lie);
                default -> null;
            };
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    private @Nullable Answer discovery(Misbehaviour lie) {
        return switch (lie) {
            case DISCOVERY_DOWN -> down();
            case DISCOVERY_SLOW -> OddAnswers.silence(state.closed);
            case DISCOVERY_HTML -> page();
            case DISCOVERY_HUGE -> OddAnswers.huge();
            case DISCOVERY_HALF_BODY -> OddAnswers.half("{\"issuer\":\"" + state.issuer());
            case DISCOVERY_DEEP -> deep();
            case DISCOVERY_EMPTY -> Reply.text(200, "application/json", "");
            case DISCOVERY_REDIRECT -> elsewhere(ElsewhereEndpoint.METADATA);
            case DISCOVERY_REDIRECT_LOOP -> redirect(state.address(Endpoint.DISCOVERY));
            default -> null;
        };
    }

    private @Nullable Answer jwks(Misbehaviour lie) {
        return switch (lie) {
            case JWKS_DOWN -> down();
            case JWKS_SLOW -> OddAnswers.silence(state.closed);
            case JWKS_HTML -> page();
            case JWKS_HUGE -> OddAnswers.huge();
            case JWKS_HALF_BODY -> OddAnswers.half("{\"keys\":[");
            case JWKS_DEEP -> deep();
            case JWKS_REDIRECT -> elsewhere(ElsewhereEndpoint.KEYS);
            default -> null;
        };
    }

    private @Nullable Answer token(Misbehaviour lie, Request request) {
        return switch (lie) {
            case TOKEN_ERROR -> new OAuthError("invalid_grant", "The provider does not like this code").reply();
            case TOKEN_INVALID_CLIENT ->
                new OAuthError(401, "invalid_client", "The provider does not like this client").reply();
            case TOKEN_SERVER_ERROR -> down();
            case TOKEN_HTML -> page();
            case TOKEN_EMPTY -> Reply.text(200, "application/json", "");
            case TOKEN_LIST -> Reply.text(200, "application/json", "[]");
            case TOKEN_DEEP -> deep();
            case TOKEN_SLOW -> OddAnswers.silence(state.closed);
            case TOKEN_DRIPS -> OddAnswers.dripping(state.closed);
            case TOKEN_HUGE -> OddAnswers.huge();
            case TOKEN_HALF_BODY -> OddAnswers.half(HALF_JSON);
            case TOKEN_CLOSES -> OddAnswers.hangUp();
            case TOKEN_REDIRECT -> elsewhere("/token");
            default -> isRefresh(request) ? refresh(lie) : null;
        };
    }

    private static @Nullable Answer refresh(Misbehaviour lie) {
        return switch (lie) {
            case REFRESH_INVALID_GRANT -> new OAuthError("invalid_grant", "The refresh token has expired").reply();
            case REFRESH_SERVER_ERROR -> down();
            default -> null;
        };
    }

    private @Nullable Answer userInfo(Misbehaviour lie) {
        return switch (lie) {
            case USERINFO_DOWN -> down();
            case USERINFO_SLOW -> OddAnswers.silence(state.closed);
            case USERINFO_UNAUTHORIZED -> UserInfoEndpoint.refusal(401, "invalid_token");
            case USERINFO_HTML -> page();
            case USERINFO_HUGE -> OddAnswers.huge();
            case USERINFO_HALF_BODY -> OddAnswers.half("{\"sub\":\"alice");
            case USERINFO_CLOSES -> OddAnswers.hangUp();
            case USERINFO_DRIPS -> OddAnswers.dripping(state.closed);
            case USERINFO_DEEP -> deep();
            case USERINFO_REDIRECT -> elsewhere("/userinfo");
            default -> null;
        };
    }

    private @Nullable Answer registration(Misbehaviour lie) {
        return switch (lie) {
            case REGISTRATION_REFUSED ->
                new OAuthError("invalid_redirect_uri", "The provider does not like this redirect URI").reply();
            case REGISTRATION_HTML -> page();
            case REGISTRATION_DOWN -> down();
            case REGISTRATION_SLOW -> OddAnswers.silence(state.closed);
            case REGISTRATION_HUGE -> OddAnswers.huge();
            case REGISTRATION_HALF_BODY -> OddAnswers.half("{\"client_id\":\"client");
            case REGISTRATION_REDIRECT -> elsewhere("/registration");
            default -> null;
        };
    }

    private @Nullable Answer webFinger(Misbehaviour lie) {
        return switch (lie) {
            case WEBFINGER_DOWN -> down();
            case WEBFINGER_SLOW -> OddAnswers.silence(state.closed);
            case WEBFINGER_NOT_JSON -> page();
            case WEBFINGER_HUGE -> OddAnswers.huge();
            case WEBFINGER_HALF_BODY -> OddAnswers.half("{\"subject\":\"acct:");
            case WEBFINGER_REDIRECT_TO_PRIVATE ->
                redirect("http://127.0.0.1:" + state.port() + state.path(Endpoint.ELSEWHERE) + "/webfinger");
            default -> null;
        };
    }

    private @Nullable Answer introspection(Misbehaviour lie) {
        return switch (lie) {
            case INTROSPECTION_DOWN -> down();
            case INTROSPECTION_SLOW -> OddAnswers.silence(state.closed);
            case INTROSPECTION_HTML -> page();
            case INTROSPECTION_HUGE -> OddAnswers.huge();
            case INTROSPECTION_REDIRECT -> elsewhere("/introspect");
            case INTROSPECTION_UNAUTHORIZED ->
                new OAuthError(401, "invalid_client", "The provider does not like this client").reply();
            case INTROSPECTION_UNSUPPORTED_TYPE ->
                new OAuthError("unsupported_token_type", "The provider does not like this kind of token").reply();
            default -> null;
        };
    }

    private @Nullable Answer revocation(Misbehaviour lie) {
        return switch (lie) {
            case REVOCATION_DOWN -> Reply.text(503, "text/plain", "Out of order");
            case REVOCATION_SLOW -> OddAnswers.silence(state.closed);
            case REVOCATION_REFUSED ->
                new OAuthError("unsupported_token_type", "The provider does not like this kind of token").reply();
            default -> null;
        };
    }

    private static boolean isRefresh(Request request) {
        return request.parameters().get("grant_type", "").equals("refresh_token");
    }

    private static Answer down() {
        return Reply.text(500, "text/plain", "Out of order");
    }

    private static Answer deep() {
        return Reply.text(200, "application/json", "{\"a\":".repeat(1000) + "1" + "}".repeat(1000));
    }

    private static Answer page() {
        return Reply.html(200, PAGE);
    }

    private Answer elsewhere(String path) {
        return redirect(state.address(Endpoint.ELSEWHERE) + path);
    }

    private static Answer redirect(String location) {
        Reply reply = Reply.redirect(location);
        return new Reply(302, reply.headers(), reply.body());
    }
}
