package dev.latchkey.provider;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientCredentials;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.ProviderSettings;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.ClientKeySet;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import dev.latchkey.internal.SingleFlight;
import dev.latchkey.shared.Leases;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This application's registration at a provider: given by hand, or made on first use (RFC 7591 §3) and reused until its
 * secret expires. What counts is the provider's answer, not what was asked for. Thread-safe.
 */
public final class Registrar {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final Duration BETWEEN_DROPS = Duration.ofMinutes(1);

    private final ProviderSettings settings;
    private final ProviderHttp http;
    private final Registrations registrations;
    private final RegisteredUris uris;
    private final @Nullable ClientKeySet keys;
    private final InstantSource clock;
    private final Leases leases;
    private final SingleFlight<RegisteredClient> flight;
    private final AtomicReference<Instant> nextDrop = new AtomicReference<>(Instant.MIN);

    /**
     * The addresses of ours that a provider must know.
     *
     * @param redirectUri where it answers logins
     * @param postLogoutRedirectUri where it sends the browser after sign-out
     * @param jwksUri where our public keys are, if there are any
     * @param requestUris what the addresses of request objects begin with, up to a slash
     * @param initiateLoginUri where others start a login; null: nobody may
     * @param frontchannelLogoutUri where its pages end sessions, in a frame; null: nowhere
     * @param backchannelLogoutUri where it ends sessions itself; null: nowhere
     */
    public record RegisteredUris(
            URI redirectUri,
            URI postLogoutRedirectUri,
            URI jwksUri,
            URI requestUris,
            @Nullable URI initiateLoginUri,
            @Nullable URI frontchannelLogoutUri,
            @Nullable URI backchannelLogoutUri) {}

    /**
     * Makes no call yet.
     *
     * @param leases so that of several nodes one registers
     * @param keys our keys, if there are any
     */
    public Registrar(
            ProviderSettings settings,
            ProviderHttp http,
            Registrations registrations,
            Leases leases,
            RegisteredUris uris,
            @Nullable ClientKeySet keys,
            InstantSource clock) {
        this.settings = settings;
        this.http = http;
        this.registrations = registrations;
        this.uris = uris;
        this.leases = leases;
        this.keys = keys;
        this.clock = clock;
        this.flight = new SingleFlight<>(clock);
    }

    /**
     * The registration at the provider with these metadata.
     *
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider does not answer
     * @throws Misconfigured if it refuses
     */
    public RegisteredClient client(ProviderMetadata metadata) {
        ClientCredentials credentials = settings.credentials();
        if (credentials != null) {
            return new RegisteredClient(
                    credentials.clientId(),
                    credentials.clientSecret(),
                    authentication(metadata, credentials.clientSecret() != null),
                    settings.idToken(),
                    settings.userInfoProtection(),
                    null,
                    List.of());
        }
        RegisteredClient kept = kept(metadata);
        return kept != null
                ? kept
                : flight.join(() -> leases.whenFree("register:" + Hashes.sha256Base64Url(key(metadata)), () -> {
                    RegisteredClient meanwhile = kept(metadata);
                    return meanwhile != null ? meanwhile : register(metadata);
                }));
    }

    /**
     * Forgets a registration that the provider no longer accepts, so that the next login registers anew; once a minute at
     * most, because strangers can cause calls that the provider answers so.
     */
    public void forget(ProviderMetadata metadata) {
        Instant now = clock.instant();
        Instant next = nextDrop.get();
        if (settings.registration() != null
                && !now.isBefore(next)
                && nextDrop.compareAndSet(next, now.plus(BETWEEN_DROPS))) {
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
        return isOver ? null : RegistrationAnswer.client(answer, settings, uris, keys);
    }

    private RegisteredClient register(ProviderMetadata metadata) {
        ClientMetadata wanted = Objects.requireNonNull(settings.registration());
        Map<String, Object> request = request(metadata, RegistrationRequest.newRequestUris(uris));
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
        ProviderHttp.requireJson("registration_endpoint", call, answer);
        Map<String, Object> response;
        try {
            response = new LinkedHashMap<>(request);
            response.putAll(Json.parse(answer.body()));
        } catch (MalformedException e) {
            throw ProviderHttp.bad("registration_endpoint", call, "answered something that is " + e.getMessage());
        }
        RegisteredClient client = RegistrationAnswer.client(response, settings, uris, keys);
        registrations.keep(key(metadata), withPlausibleExpiry(response));
        LOG.info("Registered at {} as client {}.", metadata.issuer(), Printable.of(client.clientId()));
        RegisteredClient winner = kept(metadata);
        return winner == null ? client : winner;
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

    private Map<String, Object> request(ProviderMetadata metadata, List<String> requestUris) {
        ClientMetadata wanted = Objects.requireNonNull(settings.registration());
        return RegistrationRequest.of(
                wanted, settings, authentication(metadata, true), metadata, uris, requestUris, keys);
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
        ClientAuthentication configured = settings.clientAuthentication();
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
        if (supported.contains("client_secret_jwt")) {
            return ClientAuthentication.clientSecretJwt();
        }
        if (keys != null && keys.canSign("RS256") && supported.contains("private_key_jwt")) {
            return ClientAuthentication.privateKeyJwt();
        }
        if (settings.registration() != null && supported.contains("none")) {
            return ClientAuthentication.none();
        }
        throw unsupported(String.join(", ", supported), metadata);
    }

    private static Misconfigured unsupported(String supported, ProviderMetadata metadata) {
        return new Misconfigured(
                FailureReason.METADATA_UNUSABLE,
                "The provider " + metadata.issuer() + " supports only these client authentications: "
                        + Printable.of(supported)
                        + ". Supported here: client_secret_basic, client_secret_post, client_secret_jwt,"
                        + " private_key_jwt (with RelyingPartyBuilder.keys), none.");
    }

    /** Changes with everything that a registration depends on; request URIs are new ones for each registration. */
    private String key(ProviderMetadata metadata) {
        return metadata.issuer() + " "
                + Hashes.sha256Base64Url(Json.write(request(metadata, List.of())))
                        .substring(0, 16);
    }
}
