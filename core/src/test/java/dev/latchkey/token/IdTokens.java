package dev.latchkey.token;

import dev.latchkey.authorization.Asked;
import dev.latchkey.config.Provider;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.OidcException;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Relationships;
import dev.latchkey.fixture.TokenBuilder;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.token.Expected.Occasion;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A login whose ID token is verified. */
final class IdTokens {
    static final String ACCESS_TOKEN = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    static final long NOW = HandClock.START.getEpochSecond();

    final FakeProvider provider = new FakeProvider();
    final HandClock clock = new HandClock();
    private final Relationship relationship;

    /** At a provider with the usual settings. */
    IdTokens() {
        this(settings -> settings);
    }

    /** At a provider with other settings. */
    IdTokens(UnaryOperator<Provider> settings) {
        Provider usual = Provider.of(Relationships.metadata()).client("client1", "secret1");
        relationship = Relationships.of(settings.apply(usual), provider, clock);
    }

    /** A token that breaks no rule. */
    static TokenBuilder good() {
        return TokenBuilder.good(FakeProvider.ISSUER, HandClock.START);
    }

    VerifiedIdToken verify(TokenBuilder token) {
        return verify(token.build());
    }

    VerifiedIdToken verify(@Nullable String token) {
        return verify(token, null);
    }

    VerifiedIdToken verify(@Nullable String token, Expected.@Nullable Agreement previous) {
        return IdTokenVerifier.verify(token, expected(previous == null ? Occasion.LOGIN : Occasion.REFRESH, previous));
    }

    /** As if it had come through the browser, beside the code and the access token. */
    VerifiedIdToken verifyInFront(TokenBuilder token) {
        return IdTokenVerifier.verify(token.build(), expected(Occasion.FRONT_CHANNEL, null));
    }

    private Expected expected(Occasion occasion, Expected.@Nullable Agreement previous) {
        return new Expected(
                relationship,
                occasion,
                "nonce-of-this-login",
                clock.instant(),
                occasion == Occasion.LOGIN ? Asked.by(relationship.settings().parameters()) : Asked.NOTHING,
                null,
                ACCESS_TOKEN,
                previous,
                clock.instant(),
                Duration.ofSeconds(60));
    }

    OidcException refused(FailureReason reason, TokenBuilder token) {
        return refused(reason, token.build());
    }

    OidcException refused(FailureReason reason, @Nullable String token) {
        return Refusal.of(reason, () -> verify(token));
    }
}
