package dev.latchkey.testing;

import java.util.Map;

/** Lies in the UserInfo response. */
final class UserInfoLies {
    private UserInfoLies() {}

    static void edit(Map<String, Object> claims, ProviderState state) {
        if (state.is(Misbehaviour.USERINFO_OTHER_SUBJECT)) {
            claims.put("sub", "somebody-else");
        }
        if (state.is(Misbehaviour.USERINFO_NO_SUBJECT)) {
            claims.remove("sub");
        }
        if (state.is(Misbehaviour.USERINFO_PROTOCOL_CLAIMS)) {
            claims.put("iss", "https://other-issuer.example");
            claims.put("aud", "other-client");
            claims.put("exp", 4_102_444_800L);
            claims.put("nonce", "wrong-nonce");
            claims.put("sid", "wrong-session");
        }
    }
}
