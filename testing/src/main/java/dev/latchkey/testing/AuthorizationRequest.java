package dev.latchkey.testing;

import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.wire.Parameters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A valid authorization request (OpenID Connect Core §3.1.2.1, §3.2.2.1 and §3.3.2.1). */
record AuthorizationRequest(
        TestClient client,
        String redirectUri,
        Set<String> scopes,
        @Nullable String nonce,
        @Nullable String codeChallenge,
        Set<String> prompts,
        @Nullable Long maxAge,
        @Nullable String loginHint,
        @Nullable String hintedSubject,
        Asked asked,
        Parameters parameters) {
    private static final String CHALLENGE = "[A-Za-z0-9_-]{43}";

    /** The request of a client that may use this redirect URI. */
    static AuthorizationRequest read(TestClient client, String redirectUri, Parameters parameters) {
        checkForm(parameters);
        checkResponse(client, parameters);
        Asked asked = Asked.read(parameters);
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
                codeChallenge(client, asked, parameters),
                prompts,
                maxAge(parameters),
                parameters.get("login_hint"),
                hintedSubject(asked, parameters),
                asked,
                parameters);
    }

    boolean prompts(String prompt) {
        return prompts.contains(prompt);
    }

    private static void checkForm(Parameters parameters) {
        String repeated = parameters.repeated(Set.of("resource"));
        require(repeated == null, "invalid_request", "parameter came more than once: " + repeated);
    }

    private static void checkResponse(TestClient client, Parameters parameters) {
        String type = parameters.get("response_type", "");
        Set<String> types = parameters.words("response_type");
        require(!types.isEmpty(), "invalid_request", "response_type is missing");
        require(ResponseTypes.isSupported(type), "unsupported_response_type", "this response_type is unknown");
        List<String> all = client.texts("response_types");
        boolean registered = all.isEmpty() || ResponseTypes.contain(all, types);
        require(registered, "unauthorized_client", "the client is not registered for this response_type");
        boolean hasNonce = !types.contains("id_token") || parameters.get("nonce") != null;
        require(hasNonce, "invalid_request", "an ID token in the authorization response needs a nonce");
        String mode = parameters.get("response_mode");
        boolean fits = mode == null || ResponseMode.named(mode) == ResponseMode.of(parameters);
        require(fits, "invalid_request", "this response_mode is unknown, or not for this response_type");
    }

    /** The user whom the request is about (OpenID Connect Core §3.1.2.1 and §5.5.1), or null. */
    private static @Nullable String hintedSubject(Asked asked, Parameters parameters) {
        String hint = parameters.get("id_token_hint");
        if (hint == null) {
            return asked.claims().wanted("sub");
        }
        Object subject = Compact.claims(hint).get("sub");
        require(subject != null, "invalid_request", "id_token_hint is not an ID token");
        return String.valueOf(subject);
    }

    private static @Nullable String codeChallenge(TestClient client, Asked asked, Parameters parameters) {
        String challenge = parameters.get("code_challenge");
        String method = parameters.get("code_challenge_method");
        if (challenge == null) {
            require(method == null, "invalid_request", "code_challenge_method without code_challenge");
            boolean needless = !client.tokenEndpointAuthMethod().equals(TestClient.NONE) || !asked.inFront("code");
            require(needless, "invalid_request", "a public client must send code_challenge");
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
