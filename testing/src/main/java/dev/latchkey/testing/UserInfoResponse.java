package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.wire.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** Claims in the form that the client registered for: JSON, signed, encrypted or both (OpenID Connect Core §5.3.2). */
final class UserInfoResponse {
    private static final String KIND = "userinfo";

    private final ProviderState state;
    private final Encryption encryption;

    UserInfoResponse(ProviderState state) {
        this.state = state;
        this.encryption = new Encryption(state);
    }

    Reply of(Map<String, Object> claims, TestClient client) {
        if (!isSigned(client) && !encryption.isFor(client, KIND)) {
            return Reply.json(200, claims);
        }
        String content = isSigned(client) ? signed(claims, client) : JSONObjectUtils.toJSONString(claims);
        return Reply.text(200, "application/jwt", encryption.protect(content, client, KIND));
    }

    private boolean isSigned(TestClient client) {
        if (state.is(Misbehaviour.USERINFO_JSON_NOT_JWT)) {
            return false;
        }
        return client.text("userinfo_signed_response_alg") != null || state.is(Misbehaviour.USERINFO_JWT_NOT_JSON);
    }

    private String signed(Map<String, Object> claims, TestClient client) {
        Map<String, Object> members = new LinkedHashMap<>(claims);
        members.putIfAbsent("iss", state.issuer());
        members.putIfAbsent("aud", client.clientId());
        return UserInfoJwtLies.sign(members, ResponseSigner.of(client, KIND, state), state);
    }
}
