package dev.latchkey;

import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.AccessTokens.Introspected;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientCredentials;
import dev.latchkey.config.Encryption;
import dev.latchkey.config.JwtProtection;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.ProviderSettings;
import dev.latchkey.config.RequestObject;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.config.Weakening;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.ClientKeySet;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.SignatureAlgorithms;
import dev.latchkey.internal.VerificationKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Do a provider's settings fit together? Found when the application starts, and not at its first login. */
final class ProviderChecks {
    private final String name;
    private final ProviderSettings settings;
    private final @Nullable ClientKeySet keys;

    private ProviderChecks(String name, ProviderSettings settings, @Nullable ClientKeySet keys) {
        this.name = name;
        this.settings = settings;
        this.keys = keys;
    }

    /**
     * Checks them.
     *
     * @throws Misconfigured if they do not fit together
     */
    static void require(String name, ProviderSettings settings, @Nullable ClientKeySet keys) {
        ProviderChecks checks = new ProviderChecks(name, settings, keys);
        checks.client();
        checks.authentication();
        checks.responseMode();
        checks.requestObject();
        checks.idToken();
        checks.userInfo();
        checks.accessTokens();
    }

    /**
     * Checks that it is clear who judges an access token: one provider at most is asked, and issuers are different.
     *
     * @throws Misconfigured if it is not
     */
    static void requireOneJudge(Map<String, Provider> providers) {
        List<String> asked = providers.entrySet().stream()
                .filter(provider -> provider.getValue().settings().accessTokens() instanceof Introspected)
                .map(Map.Entry::getKey)
                .toList();
        if (asked.size() > 1) {
            throw Misconfigured.setting(
                    "acceptAccessTokens",
                    "is AccessTokens.introspected for " + asked + ", but a token does not say whom to ask, and the"
                            + " others must not see it",
                    "AccessTokens.jwt(audience) for all but one");
        }
        requireDistinctIssuers(providers);
    }

    private static void requireDistinctIssuers(Map<String, Provider> providers) {
        Map<String, String> names = new HashMap<>();
        providers.forEach((name, provider) -> {
            String issuer = provider.settings().issuer().replaceFirst("/$", "");
            String other = provider.settings().accessTokens() == null ? null : names.put(issuer, name);
            if (other != null) {
                throw Misconfigured.setting(
                        "acceptAccessTokens",
                        "is set for \"" + other + "\" and \"" + name
                                + "\", which have the same issuer: a token does not" + " say which of them checks it",
                        "acceptAccessTokens(...) for one of them");
            }
        });
    }

    private void client() {
        if (settings.credentials() == null && settings.registration() == null) {
            throw Misconfigured.setting(
                    "provider",
                    "\"" + name + "\" has no client",
                    "client(\"client1\", \"secret1\"), publicClient(\"client1\"), clientWithKeys(\"client1\"), or"
                            + " register(ClientMetadata.named(\"My application\"))");
        }
        if (settings.credentials() != null && settings.registration() != null) {
            throw Misconfigured.setting(
                    "provider", "\"" + name + "\" has both client(...) and register(...)", "one of the two");
        }
    }

    private void authentication() {
        ClientAuthentication method = settings.clientAuthentication();
        if (method == null) {
            return;
        }
        ClientCredentials credentials = settings.credentials();
        if (method.needsSecret() && credentials != null && credentials.clientSecret() == null) {
            throw Misconfigured.setting(
                    "clientAuthentication",
                    "of \"" + name + "\" is " + method.method() + ", but the client has no secret",
                    "client(clientId, clientSecret), or ClientAuthentication.none()");
        }
        if (method instanceof ClientAuthentication.PrivateKeyJwt jwt) {
            requireSigningKey("clientAuthentication", jwt.algorithm());
        }
        if (method instanceof ClientAuthentication.SecretJwt jwt) {
            requireSecret("clientAuthentication", jwt.algorithm());
        }
    }

    private void responseMode() {
        boolean hasTokens = settings.responseType() != ResponseType.CODE;
        if (hasTokens && settings.responseMode() == ResponseMode.QUERY) {
            throw Misconfigured.setting(
                    "responseMode",
                    "of \"" + name + "\" is QUERY, which never carries tokens",
                    "FRAGMENT or FORM_POST, or the response type CODE");
        }
    }

    private void requestObject() {
        RequestObject requestObject = settings.requestObject();
        if (requestObject != null && requestObject.isSigned()) {
            requireSigningKey("requestObject", requestObject.algorithm());
        }
    }

    private void idToken() {
        requireDecryptionKey("idTokenEncryption", settings.idToken().encryption());
        if (SignatureAlgorithms.MAC.contains(settings.idToken().signingAlgorithm())) {
            requireSecret("idTokenSigningAlgorithm", settings.idToken().signingAlgorithm());
        }
    }

    private void userInfo() {
        JwtProtection protection = settings.userInfoProtection();
        if (protection == null && settings.userInfoIsEncrypted()) {
            throw Misconfigured.setting(
                    "userInfoEncryption",
                    "of \"" + name + "\" is set, but not userInfoSigningAlgorithm: anybody could encrypt for us",
                    "userInfoSigningAlgorithm(\"RS256\") as well");
        }
        requireDecryptionKey("userInfoEncryption", protection == null ? null : protection.encryption());
    }

    private void accessTokens() {
        AccessTokens accessTokens = settings.accessTokens();
        ClientCredentials credentials = settings.credentials();
        if (accessTokens instanceof Introspected) {
            introspection();
        }
        if (accessTokens != null
                && credentials != null
                && (accessTokens instanceof Introspected || settings.isWeakened(Weakening.ACCEPT_UNTYPED_ACCESS_TOKENS))
                && accessTokens.audience().equals(credentials.clientId())) {
            throw Misconfigured.setting(
                    "acceptAccessTokens",
                    "of \"" + name + "\" has the client id as audience, as ID tokens have, and types are not checked",
                    "an audience of the API's own, such as \"https://api.example.com\"");
        }
    }

    private void introspection() {
        ClientCredentials credentials = settings.credentials();
        boolean isPublic = credentials != null
                && credentials.clientSecret() == null
                && !(settings.clientAuthentication() instanceof ClientAuthentication.PrivateKeyJwt);
        if (isPublic || ClientAuthentication.none().equals(settings.clientAuthentication())) {
            throw Misconfigured.setting(
                    "acceptAccessTokens",
                    "of \"" + name + "\" asks the provider, but a public client may not ask",
                    "client(clientId, clientSecret) or clientWithKeys(clientId)");
        }
        ProviderMetadata given = settings.staticMetadata();
        if (given != null && settings.adjustment().apply(given).introspectionEndpoint() == null) {
            throw Misconfigured.setting(
                    "acceptAccessTokens",
                    "of \"" + name + "\" asks the provider, but its metadata have no introspection_endpoint",
                    "metadata.with(\"introspection_endpoint\", \"https://idp.example.com/introspect\"), or"
                            + " AccessTokens.jwt(audience)");
        }
    }

    private void requireSigningKey(String setting, String algorithm) {
        if (keys == null || !keys.canSign(algorithm)) {
            throw Misconfigured.setting(
                    setting,
                    "of \"" + name + "\" needs a private key for " + algorithm + ", and there is none",
                    "keys(...) or keysFile(...) with such a key");
        }
    }

    private void requireDecryptionKey(String setting, @Nullable Encryption encryption) {
        if (encryption != null && (keys == null || !keys.canDecrypt(encryption.algorithm()))) {
            throw Misconfigured.setting(
                    setting,
                    "of \"" + name + "\" needs a private key for " + encryption.algorithm() + ", and there is none",
                    "keys(...) or keysFile(...) with such a key");
        }
    }

    private void requireSecret(String setting, String algorithm) {
        ClientCredentials credentials = settings.credentials();
        if (credentials == null) {
            return;
        }
        String secret = credentials.clientSecret();
        try {
            VerificationKey.ofClientSecret(algorithm, secret == null ? "" : secret);
        } catch (MalformedException e) {
            throw Misconfigured.setting(
                    setting, "of \"" + name + "\" cannot be " + algorithm + ": " + e.getMessage(), "a longer secret");
        }
    }
}
