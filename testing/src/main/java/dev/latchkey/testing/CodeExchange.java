package dev.latchkey.testing;

import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.wire.Parameters;
import org.jspecify.annotations.Nullable;

/** The checks of RFC 6749 §4.1.3 and RFC 7636 §4.6 that a code has to pass. */
final class CodeExchange {
    private static final String VERIFIER = "[A-Za-z0-9._~-]{43,128}";

    private CodeExchange() {}

    /** The grant behind the code of this request. */
    static Grant grant(ProviderState state, TestClient client, Parameters parameters) {
        IssuedCode code = state.tokens.takeCode(parameters.get("code", ""));
        if (code == null) {
            throw refusal("the code is unknown, used or expired");
        }
        if (!code.grant().clientId().equals(client.clientId())) {
            throw refusal("the code is not yours");
        }
        if (!code.redirectUri().equals(parameters.get("redirect_uri"))) {
            throw refusal("redirect_uri differs from the one before");
        }
        checkVerifier(parameters.get("code_verifier"), code.codeChallenge());
        return code.grant();
    }

    private static void checkVerifier(@Nullable String verifier, @Nullable String challenge) {
        if (challenge == null && verifier != null) {
            throw refusal("code_verifier without code_challenge");
        }
        if (challenge != null && (verifier == null || !verifier.matches(VERIFIER))) {
            throw refusal("code_verifier is missing or malformed");
        }
        if (challenge != null && verifier != null && !Compact.s256(verifier).equals(challenge)) {
            throw refusal("code_verifier does not fit");
        }
    }

    private static OAuthError refusal(String description) {
        return new OAuthError("invalid_grant", description);
    }
}
