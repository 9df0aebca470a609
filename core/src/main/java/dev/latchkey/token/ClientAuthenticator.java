package dev.latchkey.token;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientAuthentication.PrivateKeyJwt;
import dev.latchkey.config.ClientAuthentication.SecretJwt;
import dev.latchkey.config.Weakening;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Form;
import dev.latchkey.internal.JwtWriter;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import dev.latchkey.provider.RegisteredClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** How this client shows a provider who it is (OpenID Connect Core §9, RFC 7523 §2.2 and §3). */
final class ClientAuthenticator {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private ClientAuthenticator() {}

    /** A form posted to an endpoint of the provider, by this client. */
    static HttpCall authenticated(
            ProviderHttp http, URI endpoint, Map<String, String> form, Relationship relationship, Instant now) {
        RegisteredClient client = relationship.client();
        ClientAuthentication method = client.authentication();
        Map<String, String> parameters = new LinkedHashMap<>(form);
        if (method.equals(ClientAuthentication.clientSecretBasic())) {
            return post(http, endpoint, parameters).header("Authorization", basic(client.clientId(), secret(client)));
        }
        parameters.put("client_id", client.clientId());
        if (method.equals(ClientAuthentication.clientSecretPost())) {
            parameters.put("client_secret", secret(client));
        } else if (method instanceof SecretJwt || method instanceof PrivateKeyJwt) {
            parameters.put("client_assertion_type", ASSERTION_TYPE);
            parameters.put("client_assertion", assertion(method, endpoint, relationship, now));
        }
        return post(http, endpoint, parameters);
    }

    private static HttpCall post(ProviderHttp http, URI endpoint, Map<String, String> parameters) {
        return http.post(endpoint, "application/x-www-form-urlencoded", Form.encode(parameters));
    }

    private static String secret(RegisteredClient client) {
        return Objects.requireNonNull(client.clientSecret(), "checked when the client was configured or registered");
    }

    /** Both parts are form-encoded before they are joined (RFC 6749 §2.3.1). */
    private static String basic(String clientId, String secret) {
        String both = Form.encode(clientId) + ":" + Form.encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** A new one for each call: {@code jti} is never sent twice, not even when a call is repeated. */
    private static String assertion(ClientAuthentication method, URI endpoint, Relationship relationship, Instant now) {
        RegisteredClient client = relationship.client();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", client.clientId());
        claims.put("sub", client.clientId());
        claims.put("aud", audience(endpoint, relationship));
        claims.put("jti", RandomBytes.base64Url256());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        return method instanceof PrivateKeyJwt key
                ? relationship.provider().ownKeys().sign(key.algorithm(), "JWT", claims)
                : signedWithSecret(secret(client), ((SecretJwt) method).algorithm(), claims);
    }

    /** The issuer as one string: with several audiences, one provider could use the assertion at another. */
    private static String audience(URI endpoint, Relationship relationship) {
        return relationship.settings().isWeakened(Weakening.TOKEN_ENDPOINT_AS_ASSERTION_AUDIENCE)
                ? endpoint.toString()
                : relationship.metadata().issuer();
    }

    private static String signedWithSecret(String secret, String algorithm, Map<String, Object> claims) {
        try {
            return JwtWriter.signWithSecret(secret, algorithm, "JWT", claims);
        } catch (MalformedException e) {
            throw Misconfigured.setting(
                    "clientSecret", "cannot be used with " + algorithm + ": " + e.getMessage(), "a longer secret");
        }
    }
}
