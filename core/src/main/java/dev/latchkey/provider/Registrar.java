package dev.latchkey.provider;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientCredentials;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import dev.latchkey.internal.SingleFlight;
import dev.latchkey.internal.VerificationKey;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This application's registration at a provider: given by hand, or made on first use (RFC 7591 §3) and reused until its
 * secret expires. What counts is the provider's answer, not what was asked for. Thread-safe.
 */
public final class Registrar {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");

    private final Provider provider;
    private final ProviderHttp http;
    private final Registrations registrations;
    private final RegisteredUris uris;
    private final InstantSource clock;
    private final SingleFlight<RegisteredClient> flight;

    /**
     * The addresses of ours that a provider must know.
     *
     * @param redirectUri where it answers logins
     * @param postLogoutRedirectUri where it sends the browser after sign-out
     */
    public record RegisteredUris(URI redirectUri, URI postLogoutRedirectUri) {}

    /** Makes no call yet. */
    public Registrar(
            Provider provider,
            ProviderHttp http,
            Registrations registrations,
            RegisteredUris uris,
            InstantSource clock) {
        this.provider = provider;
        this.http = http;
        this.registrations = registrations;
        this.uris = uris;
        this.clock = clock;
        this.flight = new SingleFlight<>(clock);
    }

    /**
     * The registration, made now if there is none.
     *
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider does not answer
     * @throws Misconfigured if it refuses
     */
    public RegisteredClient client(ProviderMetadata metadata) {
        ClientCredentials credentials = provider.credentials();
        if (credentials != null) {
            return new RegisteredClient(
                    credentials.clientId(),
                    credentials.clientSecret(),
                    authentication(metadata, credentials.clientSecret() != null),
                    provider.idTokenSigningAlgorithm());
        }
        RegisteredClient kept = kept(metadata);
        return kept != null
                ? kept
                : flight.join(() -> {
                    RegisteredClient meanwhile = kept(metadata);
                    return meanwhile != null ? meanwhile : register(metadata);
                });
    }

    /** Forgets a registration that the provider no longer accepts, so that the next login registers anew. */
    public void forget(ProviderMetadata metadata) {
        if (provider.registration() != null) {
            registrations.drop(key(metadata));
        }
    }

    private @Nullable RegisteredClient kept(ProviderMetadata metadata) {
        Map<String, Object> answer = registrations.find(key(metadata));
        if (answer == null) {
            return null;
        }
        Long expires = Json.wholeNumber(answer, "client_secret_expires_at");
        boolean isOver =
                expires != null && expires > 0 && expires <= clock.instant().getEpochSecond();
        return isOver ? null : registered(answer);
    }

    private RegisteredClient register(ProviderMetadata metadata) {
        ClientMetadata wanted = Objects.requireNonNull(provider.registration());
        Map<String, Object> request = request(metadata, wanted);
        HttpCall call = http.post(
                Objects.requireNonNull(metadata.registrationEndpoint()), "application/json", Json.write(request));
        if (wanted.initialAccessToken() != null) {
            call = call.header("Authorization", "Bearer " + wanted.initialAccessToken());
        }
        HttpAnswer answer = http.send("registration_endpoint", call);
        if (answer.status() / 100 == 4) {
            throw refused(call, answer);
        }
        if (answer.status() != 200 && answer.status() != 201) {
            throw ProviderHttp.bad("registration_endpoint", call, "answered " + answer.status());
        }
        Map<String, Object> response;
        try {
            response = new LinkedHashMap<>(request);
            response.putAll(Json.parse(answer.body()));
        } catch (MalformedException e) {
            throw ProviderHttp.bad("registration_endpoint", call, "answered something that is " + e.getMessage());
        }
        RegisteredClient client = registered(response);
        registrations.keep(key(metadata), withPlausibleExpiry(response));
        LOG.info("Registered at {} as client {}.", metadata.issuer(), Printable.of(client.clientId()));
        return client;
    }

    /** A secret that is over before it was used would make every login register anew. */
    private Map<String, Object> withPlausibleExpiry(Map<String, Object> response) {
        Long expires = Json.wholeNumber(response, "client_secret_expires_at");
        if (expires != null && expires != 0 && expires <= clock.instant().getEpochSecond()) {
            LOG.warn("The provider says that the new client_secret expired at {}; that is ignored.", expires);
            response.put("client_secret_expires_at", 0L);
        }
        return response;
    }

    private Map<String, Object> request(ProviderMetadata metadata, ClientMetadata wanted) {
        Map<String, Object> request = new TreeMap<>(wanted.members());
        request.put("redirect_uris", List.of(uris.redirectUri().toString()));
        request.put(
                "post_logout_redirect_uris",
                List.of(uris.postLogoutRedirectUri().toString()));
        request.put("response_types", List.of("code"));
        request.put("grant_types", List.of("authorization_code", "refresh_token"));
        request.put("token_endpoint_auth_method", authentication(metadata, true).method());
        request.put("id_token_signed_response_alg", provider.idTokenSigningAlgorithm());
        return request;
    }

    private RegisteredClient registered(Map<String, Object> answer) {
        String clientId = Json.string(answer, "client_id");
        if (clientId == null || clientId.isBlank()) {
            throw new Misconfigured(
                    FailureReason.REGISTRATION_REFUSED, "The provider's answer to the registration has no client_id.");
        }
        String method = Json.string(answer, "token_endpoint_auth_method");
        String algorithm = Json.string(answer, "id_token_signed_response_alg");
        String secret = Json.string(answer, "client_secret");
        ClientAuthentication authentication = method == null ? ClientAuthentication.clientSecretBasic() : named(method);
        if (secret == null && authentication instanceof ClientAuthentication.SharedSecret) {
            throw new Misconfigured(
                    FailureReason.REGISTRATION_REFUSED,
                    "The provider registered the client for " + authentication.method()
                            + ", but sent no client_secret.");
        }
        if (algorithm != null && !VerificationKey.ALGORITHMS.contains(algorithm)) {
            throw new Misconfigured(
                    FailureReason.REGISTRATION_REFUSED,
                    "The provider registered the client for ID tokens with '" + Printable.of(algorithm)
                            + "', which is not supported.");
        }
        return new RegisteredClient(
                clientId, secret, authentication, algorithm == null ? provider.idTokenSigningAlgorithm() : algorithm);
    }

    private static Misconfigured refused(HttpCall call, HttpAnswer answer) {
        String words = "";
        try {
            Map<String, Object> body = Json.parse(answer.body());
            words = ": " + Json.string(body, "error") + ", " + Json.string(body, "error_description");
        } catch (MalformedException e) {
            // The provider has nothing to say that can be read.
        }
        return new Misconfigured(
                FailureReason.REGISTRATION_REFUSED,
                "The registration_endpoint " + call.uri() + " answered " + answer.status() + Printable.of(words));
    }

    /** The configured method, or the first that the provider supports (OpenID Connect Discovery §3). */
    private ClientAuthentication authentication(ProviderMetadata metadata, boolean hasSecret) {
        ClientAuthentication configured = provider.clientAuthentication();
        if (configured != null) {
            return configured;
        }
        List<String> supported = metadata.tokenEndpointAuthMethods();
        if (!hasSecret) {
            return ClientAuthentication.none();
        }
        if (supported.isEmpty() || supported.contains("client_secret_basic")) {
            return ClientAuthentication.clientSecretBasic();
        }
        if (supported.contains("client_secret_post")) {
            return ClientAuthentication.clientSecretPost();
        }
        if (provider.registration() != null && supported.contains("none")) {
            return ClientAuthentication.none();
        }
        throw unsupported(String.join(", ", supported), metadata);
    }

    private static ClientAuthentication named(String method) {
        return switch (method) {
            case "client_secret_basic" -> ClientAuthentication.clientSecretBasic();
            case "client_secret_post" -> ClientAuthentication.clientSecretPost();
            case "none" -> ClientAuthentication.none();
            default ->
                throw new Misconfigured(
                        FailureReason.REGISTRATION_REFUSED,
                        "The provider registered the client for '" + Printable.of(method)
                                + "', which is not supported.");
        };
    }

    private static Misconfigured unsupported(String supported, ProviderMetadata metadata) {
        return new Misconfigured(
                FailureReason.METADATA_UNUSABLE,
                "The provider " + metadata.issuer() + " supports only these client authentications: "
                        + Printable.of(supported) + ". Supported here: client_secret_basic, client_secret_post, none.");
    }

    /** Changes with everything that a registration depends on. */
    private String key(ProviderMetadata metadata) {
        Map<String, Object> all = new TreeMap<>();
        all.put("issuer", metadata.issuer());
        all.put("redirect_uri", uris.redirectUri().toString());
        all.put("post_logout_redirect_uri", uris.postLogoutRedirectUri().toString());
        ClientMetadata wanted = provider.registration();
        all.put("id_token_signed_response_alg", provider.idTokenSigningAlgorithm());
        ClientAuthentication method = provider.clientAuthentication();
        all.put("token_endpoint_auth_method", method == null ? "" : method.method());
        all.put("members", wanted == null ? Map.of() : new TreeMap<>(wanted.members()));
        return metadata.issuer() + " " + Hashes.sha256Base64Url(Json.write(all)).substring(0, 16);
    }
}
