package dev.latchkey.benchmarks.pieces;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.app.TokenIdentity;
import dev.latchkey.benchmarks.fixture.Parties;
import dev.latchkey.benchmarks.fixture.PreparedProvider;
import dev.latchkey.benchmarks.fixture.SentRequests;
import dev.latchkey.benchmarks.fixture.TokenSigner;
import dev.latchkey.benchmarks.fixture.Tokens;
import dev.latchkey.benchmarks.fixture.Where;
import dev.latchkey.http.WebRequest;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A program calls with an access token: RS256, a key of 2048 bits. */
public class AccessTokenCall extends Piece {
    private final Access.Restricted bearer = Access.bearer("orders:read");
    private final TokenSigner.Rsa signer = TokenSigner.rs256();
    private final Tokens tokens = new Tokens(signer);
    private final RelyingParty party = Parties.one(Where.COOKIE.store(), signer, new PreparedProvider(signer));
    private final String token = tokens.accessToken(0);
    private final WebRequest request = SentRequests.call(token);

    /** Many tokens, each of which comes again only after all others. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // The benchmark's harness calls what prepares the fields.
    public static class Strangers {
        /** How many tokens there are: more than anything keeps. */
        @Param("20000")
        public int tokens;

        private List<WebRequest> requests;
        private List<BareSignature> signatures;
        private int next;

        /** Signs the tokens. */
        @Setup
        public void sign(AccessTokenCall call) {
            List<String> signed = IntStream.rangeClosed(1, tokens)
                    .parallel()
                    .mapToObj(call.tokens::accessToken)
                    .toList();
            requests = signed.stream().map(SentRequests::call).toList();
            PublicKey key = call.signer.pair().getPublic();
            signatures =
                    signed.stream().map(token -> new BareSignature(key, token)).toList();
        }

        private int next() {
            next = next + 1 == requests.size() ? 0 : next + 1;
            return next;
        }

        WebRequest nextRequest() {
            return requests.get(next());
        }

        BareSignature nextSignature() {
            return signatures.get(next());
        }
    }

    /** The same token again. */
    @Benchmark
    public TokenIdentity again() {
        return caller(request);
    }

    /** A token that was not seen before, or long ago. */
    @Benchmark
    public TokenIdentity firstSight(Strangers strangers) {
        return caller(strangers.nextRequest());
    }

    /** Its signature alone. */
    @Benchmark
    public boolean bareSignature(Strangers strangers) throws GeneralSecurityException {
        return strangers.nextSignature().verify();
    }

    private TokenIdentity caller(WebRequest call) {
        return Objects.requireNonNull(((Proceed) party.decide(call, bearer)).token());
    }
}
