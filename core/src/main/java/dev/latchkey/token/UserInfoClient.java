package dev.latchkey.token;

import dev.latchkey.authorization.Asked;
import dev.latchkey.config.JwtProtection;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.config.UserInfoRequest;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The UserInfo endpoint (OpenID Connect Core §5.3). Thread-safe. */
public final class UserInfoClient {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final ProviderHttp http;
    private final Duration clockSkew;
    private final InstantSource clock;

    /** Over these calls. */
    public UserInfoClient(ProviderHttp http, Duration clockSkew, InstantSource clock) {
        this.http = http;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /**
     * The claims about a user; null if the endpoint is not to be asked, does not exist, or need not answer and does not.
     *
     * @param subject the {@code sub} of the ID token
     * @param asked what there must be
     * @throws ProtocolViolation if the answer is about another user (§5.3.4), or not protected as registered (§5.3.2)
     * @throws dev.latchkey.failure.LoginRejected if a claim is missing that the login cannot do without
     * @throws ProviderUnavailable if there must be an answer and there is none
     */
    public @Nullable Map<String, Object> claims(
            Relationship relationship, @Nullable String accessToken, String subject, Asked asked) {
        boolean isNeeded = !asked.inUserInfo().isEmpty();
        Map<String, Object> claims = answer(relationship, accessToken, subject, isNeeded);
        EssentialClaims.require(asked.inUserInfo(), claims == null ? Map.of() : claims, "UserInfo");
        return claims;
    }

    private @Nullable Map<String, Object> answer(
            Relationship relationship, @Nullable String accessToken, String subject, boolean isNeeded) {
        URI endpoint = relationship.metadata().userinfoEndpoint();
        UserInfoMode mode = relationship.settings().userInfo();
        if (endpoint == null || accessToken == null || mode == UserInfoMode.NEVER) {
            return null;
        }
        try {
            return about(subject, fetch(endpoint, accessToken, relationship));
        } catch (ProviderUnavailable e) {
            if (mode == UserInfoMode.ALWAYS || isNeeded) {
                throw e;
            }
            LOG.warn("The login goes on without UserInfo: {}", e.getMessage());
            return null;
        }
    }

    private Map<String, Object> fetch(URI endpoint, String accessToken, Relationship relationship) {
        HttpCall call = call(endpoint, accessToken, relationship.settings().userInfoRequest());
        HttpAnswer answer = http.send("userinfo_endpoint", call);
        if (answer.status() != 200) {
            throw ProviderHttp.bad("userinfo_endpoint", call, "answered " + answer.status());
        }
        JwtProtection protection = relationship.client().userInfo();
        boolean isJwt = answer.mediaType().equals("application/jwt");
        boolean isJson = answer.mediaType().equals("application/json");
        if (protection == null ? isJwt : isJson) {
            throw new ProtocolViolation(
                    FailureReason.USERINFO_PROTECTION,
                    "UserInfo came as " + answer.mediaType() + ", but is registered as "
                            + (protection == null ? "JSON." : "a signed JWT."));
        }
        if (!isJwt && !isJson) {
            throw ProviderHttp.bad(
                    "userinfo_endpoint", call, "answered " + answer.mediaType() + ", expected JSON or a JWT");
        }
        return protection == null ? json(answer) : jwt(answer, protection, relationship);
    }

    private HttpCall call(URI endpoint, String accessToken, UserInfoRequest how) {
        return switch (how) {
            case HEADER -> http.get(endpoint).header("Authorization", "Bearer " + accessToken);
            case BODY ->
                http.post(
                        endpoint,
                        "application/x-www-form-urlencoded",
                        Form.encode(Map.of("access_token", accessToken)));
        };
    }

    private static Map<String, Object> json(HttpAnswer answer) {
        try {
            return Json.parse(answer.body());
        } catch (MalformedException e) {
            throw new ProtocolViolation(
                    FailureReason.USERINFO_MALFORMED, "The UserInfo response cannot be read: " + e.getMessage() + ".");
        }
    }

    private Map<String, Object> jwt(HttpAnswer answer, JwtProtection protection, Relationship relationship) {
        String jwt = new String(answer.body(), StandardCharsets.US_ASCII).strip();
        return UserInfoVerifier.verify(jwt, protection, relationship, clock.instant(), clockSkew);
    }

    private static Map<String, Object> about(String subject, Map<String, Object> claims) {
        if (!subject.equals(claims.get("sub"))) {
            throw new ProtocolViolation(
                    FailureReason.USERINFO_SUBJECT, "The UserInfo response is not about the subject of the ID token.");
        }
        return claims;
    }
}
