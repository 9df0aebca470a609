package dev.latchkey.testing;

import dev.latchkey.testing.wire.Parameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A valid authorization request for a code (OpenID Connect Core §3.1.2.1). */
record AuthorizationRequest(
        TestClient client,
        String redirectUri,
        Set<String> scopes,
        @Nullable String nonce,
        @Nullable String codeChallenge,
        Set<String> prompts,
        @Nullable Long maxAge,
        @Nullable String loginHint) {
    private static final String CHALLENGE = "[A-Za-z0-9_-]{43}";

    /** The request of a client that may use this redirect URI. */
    static AuthorizationRequest read(TestClient client, String redirectUri, Parameters parameters) {
        checkForm(parameters);
        Set<String> scopes = parameters.words("scope");
        require(scopes.contains("openid"), "invalid_scope", "scope must contain openid");
        Set<String> prompts = parameters.words("prompt");
        boolean alone = prompts.size() == 1 || !prompts.contains("none");
        require(alone, "invalid_request", "prompt none excludes every other prompt");
        return new AuthorizationRequest(
                client,
                redirectUri,
                scopes,
                parameters.get("nonce"),
                codeChallenge(client, parameters),
                prompts,
                maxAge(parameters),
                parameters.get("login_hint"));
    }

    boolean prompts(String prompt) {
        return prompts.contains(prompt);
    }

    private static void checkForm(Parameters parameters) {
        String repeated = parameters.repeated();
        require(repeated == null, "invalid_request", "parameter came more than once: " + repeated);
        require(parameters.get("request") == null, "request_not_supported", "request objects are not supported");
        require(parameters.get("request_uri") == null, "request_uri_not_supported", "request_uri is not supported");
        String responseType = parameters.get("response_type", "");
        require(!responseType.isEmpty(), "invalid_request", "response_type is missing");
        require(responseType.equals("code"), "unsupported_response_type", "response_type must be code");
        require(parameters.get("response_mode", "query").equals("query"), "invalid_request", "response_mode: query");
    }

    private static @Nullable String codeChallenge(TestClient client, Parameters parameters) {
        String challenge = parameters.get("code_challenge");
        String method = parameters.get("code_challenge_method");
        if (challenge == null) {
            require(method == null, "invalid_request", "code_challenge_method without code_challenge");
            require(client.clientSecret() != null, "invalid_request", "a public client must send code_challenge");
        } else {
            require("S256".equals(method), "invalid_request", "code_challenge_method must be S256");
            require(challenge.matches(CHALLENGE), "invalid_request", "code_challenge is not a SHA-256 in base64url");
        }
        return challenge;
    }

    private static @Nullable Long maxAge(Parameters parameters) {
        String text = parameters.get("max_age");
        require(text == null || text.matches("[0-9]{1,9}"), "invalid_request", "max_age is not a number of seconds");
        return text == null ? null : Long.valueOf(text);
    }

    private static void require(boolean condition, String error, String description) {
        if (!condition) {
            throw new OAuthError(error, description);
        }
    }
}
