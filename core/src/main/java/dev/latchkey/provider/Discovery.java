package dev.latchkey.provider;

import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.BaseUrl;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.ProviderSettings;
import dev.latchkey.config.Weakening;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.internal.Printable;
import dev.latchkey.internal.SingleFlight;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider's metadata: given by hand, or discovered on first use (OpenID Connect Discovery §4) and read again every
 * hour. While the provider is down the last known metadata are used; there is one call at a time. Thread-safe.
 */
public final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger("dev.latchkey");
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final int MAX_REDIRECTS = 3;

    private final ProviderSettings provider;
    private final ProviderHttp http;
    private final InstantSource clock;
    private final SingleFlight<ProviderMetadata> flight;
    private volatile @Nullable Known known;

    private record Known(ProviderMetadata metadata, Instant freshUntil) {}

    /** For this provider; makes no call yet. */
    public Discovery(ProviderSettings provider, ProviderHttp http, InstantSource clock) {
        this.provider = provider;
        this.http = http;
        this.clock = clock;
        this.flight = new SingleFlight<>(clock);
        ProviderMetadata given = provider.staticMetadata();
        if (given != null) {
            known = new Known(usable(given), Instant.MAX);
        } else {
            secure("discovery document", provider.discoveryUrl());
        }
    }

    /**
     * The metadata.
     *
     * @throws ProviderUnavailable if they are not known and the provider does not answer
     * @throws Misconfigured if the provider's answer cannot be used
     */
    public ProviderMetadata metadata() {
        Known now = known;
        if (now != null && clock.instant().isBefore(now.freshUntil())) {
            return now.metadata();
        }
        try {
            return flight.join(this::freshOrFetched);
        } catch (ProviderUnavailable | Misconfigured e) {
            if (now == null) {
                throw e;
            }
            LOG.warn("The last known metadata of {} stay in use: {}", provider.issuer(), e.getMessage());
            if (now.equals(known)) {
                known = new Known(now.metadata(), clock.instant().plus(RETRY));
            }
            return now.metadata();
        }
    }

    /** The issuer, as the provider's document has it if that was read, or else as configured; makes no call. */
    String knownIssuer() {
        Known now = known;
        return now == null ? provider.issuer() : now.metadata().issuer();
    }

    /** Whoever looked before another call ended shares its outcome, too. */
    private ProviderMetadata freshOrFetched() {
        Known now = known;
        return now != null && clock.instant().isBefore(now.freshUntil()) ? now.metadata() : fetch();
    }

    private ProviderMetadata fetch() {
        HttpCall call = http.get(secure("discovery document", provider.discoveryUrl()));
        HttpAnswer answer = http.send("discovery document", call);
        for (int i = 0; i < MAX_REDIRECTS && isRedirect(answer); i++) {
            call = http.get(notWeaker(call, secure("discovery document", target(call, answer))));
            answer = http.send("discovery document", call);
        }
        ProviderMetadata document = ProviderMetadata.of(ProviderHttp.json("discovery document", call, answer));
        requireIssuer(document.issuer());
        ProviderMetadata metadata = usable(document);
        requireNoDowngrade(call, document, metadata);
        known = new Known(metadata, clock.instant().plus(FRESH));
        return metadata;
    }

    private static boolean isRedirect(HttpAnswer answer) {
        return answer.status() >= 301 && answer.status() <= 308 && answer.header("location") != null;
    }

    private static URI target(HttpCall call, HttpAnswer answer) {
        try {
            URI target = call.uri().resolve(String.valueOf(answer.header("location")));
            if (target.getHost() != null) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw ProviderHttp.bad("discovery document", call, "redirects to something that is not a URL");
    }

    /** Exactly the configured issuer; a single trailing slash of difference is tolerated (OpenID Connect Discovery §4.3). */
    private void requireIssuer(String issuer) {
        String configured = provider.issuer();
        if (issuer.equals(configured)) {
            return;
        }
        if (issuer.equals(configured + "/") || configured.equals(issuer + "/")) {
            LOG.warn(
                    "The issuer is configured as {}, but the provider calls itself {}; that is used.",
                    configured,
                    issuer);
            return;
        }
        throw new Misconfigured(
                FailureReason.ISSUER_MISMATCH,
                "The issuer is configured as \"" + configured + "\" (" + configured.length()
                        + " characters), but the discovery document at " + provider.discoveryUrl() + " says \""
                        + Printable.of(issuer) + "\" (" + issuer.length() + " characters).");
    }

    private ProviderMetadata usable(ProviderMetadata document) {
        ProviderMetadata metadata = provider.adjustment().apply(document);
        if (!metadata.issuer().equals(document.issuer())) {
            throw Misconfigured.setting(
                    "adjustMetadata",
                    "changes the issuer",
                    "changes to anything else; the issuer is what tokens are checked against");
        }
        secure("authorization_endpoint", metadata.authorizationEndpoint());
        if (provider.responseType().hasCode()) {
            secure("token_endpoint", metadata.tokenEndpoint());
        }
        secure("jwks_uri", metadata.jwksUri());
        secure("userinfo_endpoint", metadata.userinfoEndpoint());
        secure("registration_endpoint", metadata.registrationEndpoint());
        secure("introspection_endpoint", introspectionEndpoint(metadata));
        secure("end_session_endpoint", metadata.endSessionEndpoint());
        secure("revocation_endpoint", metadata.revocationEndpoint());
        secure("check_session_iframe", metadata.checkSessionIframe());
        if (provider.registration() != null && metadata.registrationEndpoint() == null) {
            throw new Misconfigured(
                    FailureReason.METADATA_UNUSABLE,
                    "The provider " + metadata.issuer()
                            + " has no registration_endpoint, so the client cannot register."
                            + " Register it by hand, and use Provider.client(clientId, clientSecret).");
        }
        return metadata;
    }

    /** It matters only to an application that asks there. */
    private @Nullable URI introspectionEndpoint(ProviderMetadata metadata) {
        return provider.accessTokens() instanceof AccessTokens.Introspected ? metadata.introspectionEndpoint() : null;
    }

    /** Endpoints that the developer changed are the developer's own word. */
    private void requireNoDowngrade(HttpCall source, ProviderMetadata document, ProviderMetadata adjusted) {
        List<Function<ProviderMetadata, @Nullable URI>> endpoints = List.of(
                metadata -> provider.responseType().hasCode() ? metadata.tokenEndpoint() : null,
                ProviderMetadata::jwksUri,
                ProviderMetadata::userinfoEndpoint,
                this::introspectionEndpoint,
                ProviderMetadata::registrationEndpoint,
                ProviderMetadata::revocationEndpoint);
        for (Function<ProviderMetadata, @Nullable URI> endpoint : endpoints) {
            URI url = endpoint.apply(adjusted);
            if (url != null && url.equals(endpoint.apply(document))) {
                notWeaker(source, url);
            }
        }
    }

    /** What was read over https leads only to https: a provider elsewhere does not send us to a service of this machine. */
    private URI notWeaker(HttpCall source, URI url) {
        if ("https".equals(source.uri().getScheme())
                && !"https".equals(url.getScheme())
                && !provider.isWeakened(Weakening.PLAIN_HTTP_TO_THE_PROVIDER)) {
            throw new Misconfigured(
                    FailureReason.METADATA_UNUSABLE,
                    "The discovery document " + source.uri() + " came over https, but leads to " + url + ".");
        }
        return url;
    }

    private <T extends @Nullable URI> T secure(String member, T url) {
        if (url != null && !BaseUrl.isSecure(url) && !provider.isWeakened(Weakening.PLAIN_HTTP_TO_THE_PROVIDER)) {
            throw new Misconfigured(
                    FailureReason.METADATA_UNUSABLE,
                    "The " + member + " " + url + " is not https. Plain http is for localhost;"
                            + " in a closed network, Provider.weaken(Weakening.PLAIN_HTTP_TO_THE_PROVIDER) allows it.");
        }
        return url;
    }
}
