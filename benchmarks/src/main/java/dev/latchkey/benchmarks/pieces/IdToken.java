package dev.latchkey.benchmarks.pieces;

import dev.latchkey.authorization.Asked;
import dev.latchkey.benchmarks.fixture.Parties;
import dev.latchkey.benchmarks.fixture.PreparedProvider;
import dev.latchkey.benchmarks.fixture.TokenSigner;
import dev.latchkey.benchmarks.fixture.Tokens;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.Provider;
import dev.latchkey.cookie.KeyRing;
import dev.latchkey.cookie.Seal;
import dev.latchkey.provider.Discovery;
import dev.latchkey.provider.KeySet;
import dev.latchkey.provider.NamedProvider;
import dev.latchkey.provider.NamedProvider.Relationship;
import dev.latchkey.provider.ProviderHttp;
import dev.latchkey.provider.Registrar;
import dev.latchkey.provider.Registrar.RegisteredUris;
import dev.latchkey.provider.SharedRegistrations;
import dev.latchkey.shared.Leases;
import dev.latchkey.shared.SealedValues;
import dev.latchkey.store.SharedValues;
import dev.latchkey.token.Expected;
import dev.latchkey.token.Expected.Occasion;
import dev.latchkey.token.IdTokenVerifier;
import dev.latchkey.token.VerifiedIdToken;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** An ID token is verified: RS256, a key of 2048 bits. */
public class IdToken extends Piece {
    private static final String NONCE = "TjRhVOsUP8Uc6UpRHuMSyVMMyYKzY_ewnRTPnmbQxkk";

    private final TokenSigner.Rsa signer = TokenSigner.rs256();
    private final Tokens tokens = new Tokens(signer);
    private final String token = tokens.idToken(1, NONCE, List.of("user", "auditor", "clerk"));
    private final BareSignature bare = new BareSignature(signer.pair().getPublic(), token);
    private final Expected expected = new Expected(
            relationship(),
            Occasion.LOGIN,
            NONCE,
            Tokens.NOW,
            Asked.NOTHING,
            null,
            tokens.accessToken(1),
            null,
            Tokens.NOW,
            Duration.ofSeconds(60));

    /** All rules. */
    @Benchmark
    public VerifiedIdToken verify() {
        return IdTokenVerifier.verify(token, expected);
    }

    /** The signature alone. */
    @Benchmark
    public boolean bareSignature() throws GeneralSecurityException {
        return bare.verify();
    }

    private Relationship relationship() {
        Provider provider = Parties.provider(signer);
        ProviderHttp http = new ProviderHttp(new PreparedProvider(signer), HttpSettings.defaults());
        SharedValues values = SharedValues.inMemory(Tokens.CLOCK);
        Seal seal = new Seal(KeyRing.of(List.of("a-secret-key-of-the-application-that-is-long-enough")));
        URI ours = URI.create("https://app.example.com/redirect_uri");
        return new NamedProvider(
                        Parties.PROVIDER,
                        provider.settings(),
                        new Discovery(provider.settings(), http, Tokens.CLOCK),
                        new KeySet(http, Tokens.CLOCK),
                        new Registrar(
                                provider.settings(),
                                http,
                                new SharedRegistrations(new SealedValues(values, seal), Tokens.CLOCK),
                                new Leases(values, Duration.ofSeconds(15), Tokens.CLOCK),
                                new RegisteredUris(ours, ours, ours, ours, null, null, null),
                                null,
                                Tokens.CLOCK),
                        null,
                        NamedProvider.Company.ALONE)
                .relationship();
    }
}
