package dev.latchkey.token;

import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.AccessTokens.Introspected;
import dev.latchkey.config.AccessTokens.Jwt;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.Weakening;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProtocolViolation;
import dev.latchkey.internal.Jws;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.provider.ProviderHttp;
import dev.latchkey.token.AccessTokenVerifier.Typing;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose access tokens this application takes. Whoever sends bad tokens does not use up the budgets that logins
 * have for reading keys again. Thread-safe.
 */
public final class AccessTokenIssuer {
    private final NamedProvider provider;
    private final AccessTokens accepted;
    private final @Nullable Introspection introspection;
    private final Duration clockSkew;
    private final InstantSource clock;

    /** Makes no call yet. */
    public AccessTokenIssuer(
            NamedProvider provider, AccessTokens accepted, ProviderHttp http, Duration clockSkew, InstantSource clock) {
        this.provider = provider;
        this.accepted = accepted;
        this.introspection = accepted instanceof Introspected asked
                ? new Introspection(asked, provider.keys(), http, clockSkew, clock)
                : null;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /** The provider's name. */
    public String name() {
        return provider.name();
    }

    /** The issuer as the provider calls itself, where that is known, or else as configured. */
    public String issuer() {
        return provider.knownIssuer();
    }

    /** Is this its issuer, give or take a slash? The provider's document decides later. */
    public boolean isIssuer(String issuer) {
        return provider.isIssuer(issuer);
    }

    /** Is the provider asked about tokens, so that they need not be JWTs? */
    public boolean isAsked() {
        return introspection != null;
    }

    /** The keys, as far as they are known; null: they are not, or its tokens are not verified with keys alone. */
    public @Nullable Object keysAtHand() {
        return introspection == null ? provider.keys().atHand() : null;
    }

    /**
     * The keys that its JWTs are verified with now: the same object as before unless they are others.
     *
     * @throws dev.latchkey.failure.ProviderUnavailable if they are not known, and the provider does not answer
     * @throws dev.latchkey.failure.Misconfigured if the provider's metadata cannot be used
     */
    public Object keys() {
        return provider.keys().keys(provider.metadata().jwksUri());
    }

    /**
     * Verifies an access token.
     *
     * @throws ProtocolViolation if it breaks a rule
     * @throws dev.latchkey.failure.ProviderUnavailable if the provider has to be asked, and does not answer
     * @throws dev.latchkey.failure.Misconfigured if the provider's metadata cannot be used
     */
    public VerifiedAccessToken verify(SentAccessToken token) {
        return introspection == null
                ? AccessTokenVerifier.verify(jwt(token), expected(provider.metadata(), (Jwt) accepted))
                : introspection.verify(token, provider.relationship());
    }

    private AccessTokenVerifier.Expected expected(ProviderMetadata metadata, Jwt jwt) {
        boolean isWeakened = provider.settings().isWeakened(Weakening.ACCEPT_UNTYPED_ACCESS_TOKENS);
        return new AccessTokenVerifier.Expected(
                metadata.issuer(),
                jwt.audience(),
                jwt.algorithms(),
                isWeakened ? Typing.OPTIONAL : Typing.REQUIRED,
                provider.keys(),
                metadata.jwksUri(),
                clock.instant(),
                clockSkew);
    }

    private static Jws jwt(SentAccessToken token) {
        Jws jwt = token.jwt();
        if (jwt == null) {
            throw new ProtocolViolation(FailureReason.BEARER_UNREADABLE, "The access token is no JWT.");
        }
        return jwt;
    }
}
