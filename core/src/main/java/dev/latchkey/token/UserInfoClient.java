package dev.latchkey.token;

import dev.latchkey.config.UserInfoMode;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The UserInfo endpoint (OpenID Connect Core §5.3). Thread-safe. */
public final class UserInfoClient {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final ProviderHttp http;

    /** Over these calls. */
    public UserInfoClient(ProviderHttp http) {
        this.http = http;
    }

    /**
     * The claims about the user that the ID token speaks of; null if the endpoint is not to be asked, does not exist, or
     * need not answer and does not.
     *
     * @throws ProtocolViolation if the answer is about another user (§5.3.4)
     * @throws ProviderUnavailable if there must be an answer and there is none
     */
    public @Nullable Map<String, Object> claims(
            Relationship relationship, TokenResponse tokens, VerifiedIdToken idToken) {
        URI endpoint = relationship.metadata().userinfoEndpoint();
        UserInfoMode mode = relationship.settings().userInfo();
        if (endpoint == null || mode == UserInfoMode.NEVER) {
            return null;
        }
        try {
            return about(idToken.subject(), fetch(endpoint, tokens.accessToken()));
        } catch (ProviderUnavailable e) {
            if (mode == UserInfoMode.ALWAYS) {
                throw e;
            }
            LOG.warn("The login goes on without UserInfo: {}", e.getMessage());
            return null;
        }
    }

    private Map<String, Object> fetch(URI endpoint, String accessToken) {
        HttpCall call = http.get(endpoint).header("Authorization", "Bearer " + accessToken);
        HttpAnswer answer = http.send("userinfo_endpoint", call);
        if (answer.status() != 200) {
            throw ProviderHttp.bad("userinfo_endpoint", call, "answered " + answer.status());
        }
        if (!answer.mediaType().equals("application/json")) {
            throw ProviderHttp.bad("userinfo_endpoint", call, "answered " + answer.mediaType() + ", expected JSON");
        }
        try {
            return Json.parse(answer.body());
        } catch (MalformedException e) {
            throw new ProtocolViolation(
                    FailureReason.USERINFO_MALFORMED, "The UserInfo response cannot be read: " + e.getMessage() + ".");
        }
    }

    private static Map<String, Object> about(String subject, Map<String, Object> claims) {
        if (!subject.equals(claims.get("sub"))) {
            throw new ProtocolViolation(
                    FailureReason.USERINFO_SUBJECT, "The UserInfo response is not about the subject of the ID token.");
        }
        return claims;
    }
}
