package dev.latchkey.token;

import static dev.latchkey.failure.FailureReason.ID_TOKEN_ACCESS_TOKEN_HASH;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_AUDIENCE;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_AUTHORIZED_PARTY;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_ISSUER;
import static dev.latchkey.failure.FailureReason.ID_TOKEN_NONCE;
import static dev.latchkey.failure.FailureReason.REFRESHED_ID_TOKEN_DIFFERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.fixture.Keys;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.TokenBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ties an ID token to its access token (OpenID Connect Core §3.1.3.8) and to the login it renews (§12.2). */
class IdTokenBindingTest {
    private static final Expected.Agreement ALICE = login("https://idp.example.com", IdTokens.NOW - 100);

    private final IdTokens login = new IdTokens();

    private static Expected.Agreement login(String issuer, @Nullable Long authTime) {
        return new Expected.Agreement(
                REFRESHED_ID_TOKEN_DIFFERS, issuer, "alice", Set.of("client1"), null, authTime, "the-sid");
    }

    static Stream<Arguments> algorithms() {
        return Stream.of(
                Arguments.of("RS256", Keys.RSA, "SHA-256"),
                Arguments.of("ES384", Keys.EC_384, "SHA-384"),
                Arguments.of("PS512", Keys.RSA, "SHA-512"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithms")
    void at_hash_is_the_left_half_of_the_digest_that_the_algorithm_uses(String algorithm, KeyPair pair, String digest) {
        IdTokens login = new IdTokens(settings -> settings.idTokenSigningAlgorithm(algorithm));
        login.provider.on("/jwks", Keys.set(List.of(Keys.jwk(pair, "k"))));
        TokenBuilder token = IdTokens.good().header("kid", "k").signedWith(algorithm, pair.getPrivate());

        assertThat(login.verify(token.claim("at_hash", hash(digest, 2)))).isNotNull();
        login.refused(ID_TOKEN_ACCESS_TOKEN_HASH, token.claim("at_hash", hash(digest, 1)));
        login.refused(ID_TOKEN_ACCESS_TOKEN_HASH, token.claim("at_hash", hash("SHA-1", 2)));
    }

    @Test
    void an_at_hash_that_is_wrong_or_no_string_is_refused_and_none_is_accepted() {
        login.refused(ID_TOKEN_ACCESS_TOKEN_HASH, IdTokens.good().claim("at_hash", ""));
        login.refused(ID_TOKEN_ACCESS_TOKEN_HASH, IdTokens.good().claim("at_hash", 1));
        login.refused(ID_TOKEN_ACCESS_TOKEN_HASH, IdTokens.good().claim("at_hash", null));
        login.refused(ID_TOKEN_ACCESS_TOKEN_HASH, IdTokens.good().claim("at_hash", hash("SHA-256", 2) + "="));
        assertThat(login.verify(IdTokens.good())).isNotNull();
    }

    private static String hash(String digest, int part) {
        try {
            byte[] whole =
                    MessageDigest.getInstance(digest).digest(IdTokens.ACCESS_TOKEN.getBytes(StandardCharsets.US_ASCII));
            return TokenBuilder.base64Url(Arrays.copyOf(whole, whole.length / part));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private VerifiedIdToken refreshed(TokenBuilder token) {
        return login.verify(token.build(), ALICE);
    }

    private void refusedAfterRefresh(FailureReason reason, TokenBuilder token) {
        Refusal.of(reason, () -> refreshed(token));
    }

    @Test
    void a_refreshed_token_may_leave_out_nonce_and_auth_time() {
        assertThat(refreshed(IdTokens.good())).isNotNull();
        assertThat(refreshed(IdTokens.good().without("nonce"))).isNotNull();
        assertThat(refreshed(IdTokens.good().claim("auth_time", IdTokens.NOW - 100)))
                .isNotNull();
    }

    @Test
    void a_refreshed_token_about_another_login_is_refused() {
        refusedAfterRefresh(REFRESHED_ID_TOKEN_DIFFERS, IdTokens.good().claim("sub", "mallory"));
        refusedAfterRefresh(REFRESHED_ID_TOKEN_DIFFERS, IdTokens.good().claim("auth_time", IdTokens.NOW - 99));
        refusedAfterRefresh(ID_TOKEN_ISSUER, IdTokens.good().claim("iss", "https://evil.example.com"));
        refusedAfterRefresh(ID_TOKEN_AUDIENCE, IdTokens.good().claim("aud", "client2"));
        refusedAfterRefresh(ID_TOKEN_AUTHORIZED_PARTY, IdTokens.good().claim("azp", "client2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "another"})
    void a_refreshed_token_with_another_nonce_is_refused(String nonce) {
        refusedAfterRefresh(ID_TOKEN_NONCE, IdTokens.good().claim("nonce", nonce));
    }

    @Test
    void a_refreshed_token_whose_nonce_is_null_is_refused() {
        @Nullable Object none = null;
        refusedAfterRefresh(ID_TOKEN_NONCE, IdTokens.good().claim("nonce", none));
    }

    @Test
    void a_session_begun_under_another_issuer_is_not_renewed() {
        Expected.Agreement elsewhere = login("https://old.example.com", null);

        Refusal.of(
                REFRESHED_ID_TOKEN_DIFFERS, () -> login.verify(IdTokens.good().build(), elsewhere));
    }

    @Test
    void max_age_is_not_checked_again_at_a_refresh() {
        IdTokens login = new IdTokens(settings -> settings.maxAge(Duration.ofMinutes(1)));
        Expected.Agreement longAgo = login("https://idp.example.com", 1L);

        assertThat(login.verify(IdTokens.good().claim("auth_time", 1).build(), longAgo))
                .isNotNull();
    }
}
