package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.config.UserInfoRequest;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.testing.TestUser;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted ID tokens, signed and encrypted UserInfo, and every signature algorithm, as the client registered for. */
class ProtectedTokensTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static Provider registered(Provider provider) {
        return provider.register(ClientMetadata.named("Application")).userInfo(UserInfoMode.ALWAYS);
    }

    private static Login encrypted(String algorithm, String method) {
        return Login.at(PROVIDER, ProtectedTokensTest::registered)
                .with(provider -> provider.idTokenEncryption(algorithm, method))
                .withKeys();
    }

    private static Login signedUserInfo() {
        return Login.at(PROVIDER, ProtectedTokensTest::registered)
                .with(provider -> provider.userInfoSigningAlgorithm("RS256"));
    }

    private static Login encryptedUserInfo(String algorithm, String method) {
        return signedUserInfo()
                .with(provider -> provider.userInfoEncryption(algorithm, method))
                .withKeys();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-OAEP-256,A128GCM", "RSA-OAEP-256,A256GCM", "RSA-OAEP-256,A128CBC-HS256", "RSA-OAEP-256,A256CBC-HS512",
        "ECDH-ES,A128GCM", "ECDH-ES,A256GCM", "ECDH-ES,A128CBC-HS256", "ECDH-ES,A256CBC-HS512",
        "ECDH-ES+A128KW,A256GCM", "ECDH-ES+A256KW,A128CBC-HS256"
    })
    void encrypted_id_tokens_and_userinfo_are_read(String algorithm, String method) throws IOException {
        encrypted(algorithm, method).succeeds();
        encryptedUserInfo(algorithm, method).succeeds();
    }

    @ParameterizedTest
    @EnumSource(value = Misbehaviour.class, names = "JWE_.*", mode = EnumSource.Mode.MATCH_ANY)
    void a_bad_encryption_is_refused(Misbehaviour how) throws IOException {
        FailureReason reason = switch (how) {
            case JWE_AROUND_UNSIGNED -> FailureReason.ID_TOKEN_ALGORITHM;
            case JWE_OMITTED -> FailureReason.ID_TOKEN_NOT_ENCRYPTED;
            default -> FailureReason.ID_TOKEN_DECRYPTION;
        };

        encrypted("RSA-OAEP-256", "A256GCM").failsInTheBack(reason, how);
        encryptedUserInfo("ECDH-ES+A128KW", "A128CBC-HS256").fails(400, FailureReason.USERINFO_PROTECTION, how);
    }

    @Test
    void signed_userinfo_is_read() throws IOException {
        signedUserInfo().succeeds();
    }

    @ParameterizedTest
    @CsvSource({
        "USERINFO_JWT_BAD_SIGNATURE,USERINFO_SIGNATURE",
        "USERINFO_JWT_WRONG_ISSUER,USERINFO_CLAIMS",
        "USERINFO_JWT_WRONG_AUDIENCE,USERINFO_CLAIMS",
        "USERINFO_JWT_NO_ISSUER,USERINFO_CLAIMS",
        "USERINFO_JWT_NO_AUDIENCE,USERINFO_CLAIMS",
        "USERINFO_JWT_EXPIRED,USERINFO_CLAIMS",
        "USERINFO_JWT_ALG_NONE,USERINFO_PROTECTION",
        "USERINFO_JWT_OTHER_ALGORITHM,USERINFO_PROTECTION",
        "USERINFO_JSON_NOT_JWT,USERINFO_PROTECTION",
        "USERINFO_OTHER_SUBJECT,USERINFO_SUBJECT"
    })
    void a_bad_userinfo_jwt_is_refused(Misbehaviour how, FailureReason reason) throws IOException {
        signedUserInfo().fails(400, reason, how);
        encryptedUserInfo("RSA-OAEP-256", "A256GCM").fails(400, reason, how);
    }

    @Test
    void a_userinfo_jwt_that_nobody_registered_for_is_refused() throws IOException {
        Login.at(PROVIDER, Flow.CODE_QUERY)
                .fails(400, FailureReason.USERINFO_PROTECTION, Misbehaviour.USERINFO_JWT_NOT_JSON);
    }

    @Test
    void the_access_token_goes_to_userinfo_in_the_form_if_asked() throws IOException {
        Login.at(PROVIDER, Flow.CODE_QUERY)
                .with(provider -> provider.userInfoRequest(UserInfoRequest.BODY))
                .succeeds();

        assertThat(PROVIDER.requests(Endpoint.USERINFO)).hasSize(1).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header("authorization")).isNull();
            assertThat(request.uri().getRawQuery()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "HS256"
            })
    void id_tokens_with_the_registered_algorithm_are_accepted(String algorithm) throws IOException {
        Login.at(PROVIDER, ProtectedTokensTest::registered)
                .with(provider -> provider.idTokenSigningAlgorithm(algorithm))
                .succeeds();
    }

    @Test
    void aggregated_claims_are_merged_and_bad_ones_refused() throws IOException {
        TestUser plain = TestUser.of("alice").claim("name", "Alice");
        PROVIDER.user(plain.aggregatedClaims("bank", Map.of("email", "from-the-bank@example.com")));
        try {
            Login login = Login.at(PROVIDER, Flow.CODE_QUERY);
            assertThat(login.succeeds().page().body()).contains("email=from-the-bank@example.com");
            for (Misbehaviour how : Stream.of(
                            Misbehaviour.AGGREGATED_BAD_SIGNATURE,
                            Misbehaviour.AGGREGATED_ALG_NONE,
                            Misbehaviour.AGGREGATED_OTHER_SUBJECT)
                    .toList()) {
                login.fails(400, FailureReason.AGGREGATED_CLAIMS, how);
            }
            assertThat(login.succeeds(Misbehaviour.AGGREGATED_OTHER_ISSUER)
                            .page()
                            .body())
                    .contains("email=null");
            assertThat(login.succeeds(Misbehaviour.CLAIM_SOURCE_MISSING).page().body())
                    .contains("name=Alice");
        } finally {
            PROVIDER.user(plain.claim("email", "alice@example.com"));
        }
    }
}
