package dev.latchkey.token;

import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.provider.NamedProvider;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** An API whose access tokens are verified. */
final class ApiTokens {
    static final String AUDIENCE = "https://api.example.com";
    static final long NOW = HandClock.START.getEpochSecond();
    static final String INTROSPECTION = "/introspect";

    final FakeProvider provider = new FakeProvider();
    final HandClock clock = new HandClock();
    final NamedProvider named;
    private final AccessTokenIssuer issuer;

    ApiTokens(AccessTokens accepted) {
        this(accepted, settings -> settings);
    }

    ApiTokens(AccessTokens accepted, UnaryOperator<Provider> settings) {
        Provider usual = Provider.of(
                        Relationships.metadata().with("introspection_endpoint", FakeProvider.ISSUER + INTROSPECTION))
                .client("client1", "secret1");
        named = Relationships.named(settings.apply(usual), provider, clock);
        issuer = new AccessTokenIssuer(named, accepted, Relationships.http(provider), Duration.ofSeconds(60), clock);
    }

    /** An access token that breaks no rule (RFC 9068 §2.2). */
    static TokenBuilder good() {
        return TokenBuilder.good(FakeProvider.ISSUER, HandClock.START)
                .header("typ", "at+jwt")
                .without("nonce")
                .claim("aud", AUDIENCE)
                .claim("client_id", "caller")
                .claim("scope", "read write")
                .claim("jti", "j1");
    }

    VerifiedAccessToken verify(TokenBuilder token) {
        return verify(token.build());
    }

    VerifiedAccessToken verify(String token) {
        return issuer.verify(SentAccessToken.of(token));
    }

    OidcException refused(FailureReason reason, String token) {
        return Refusal.of(reason, () -> verify(token));
    }
}
