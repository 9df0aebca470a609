package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Encrypted ID tokens, those with HS256, and UserInfo as JWT, in the flows beside the code flow. */
class ProtectedFlowsTest {
    private static final String SECRET = "a client secret of more than thirty-two characters";
    private static final TestProvider PROVIDER = TestProvider.builder()
            .client(TestClient.confidential("plain", SECRET))
            .client(TestClient.confidential("hs", SECRET).withIdTokenSigning("HS256"))
            .start();

    /** Where the first ID token comes through the browser, and where it does not. */
    private static final List<Flow> SOME = List.of(
            Flow.ID_TOKEN_FORM_POST,
            Flow.ID_TOKEN_TOKEN_FRAGMENT,
            Flow.CODE_TOKEN_FORM_POST,
            Flow.CODE_ID_TOKEN_TOKEN_FRAGMENT);

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    private static Login registered(Flow flow) {
        return Login.at(
                        PROVIDER,
                        (Provider provider) -> provider.register(ClientMetadata.named("Application"))
                                .responseType(flow.type)
                                .responseMode(flow.mode)
                                .userInfo(UserInfoMode.ALWAYS))
                .party(party -> party.keys(KeySets.privateJson(KeySets.EVERY_KIND)));
    }

    private static Login as(String clientId, Flow flow) {
        return Login.at(
                PROVIDER,
                (Provider provider) -> provider.client(clientId, SECRET)
                        .responseType(flow.type)
                        .responseMode(flow.mode));
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void encrypted_id_tokens_are_read(Flow flow) throws IOException {
        registered(flow)
                .with(provider -> provider.idTokenEncryption("RSA-OAEP-256", "A256GCM"))
                .succeeds();
        registered(flow)
                .with(provider -> provider.idTokenEncryption("ECDH-ES+A128KW", "A128CBC-HS256"))
                .succeeds();
    }

    @ParameterizedTest
    @EnumSource(value = Misbehaviour.class, names = "JWE_.*", mode = EnumSource.Mode.MATCH_ANY)
    void a_bad_encryption_of_an_id_token_is_refused(Misbehaviour how) throws IOException {
        FailureReason reason = switch (how) {
            case JWE_AROUND_UNSIGNED -> FailureReason.ID_TOKEN_ALGORITHM;
            case JWE_OMITTED -> FailureReason.ID_TOKEN_NOT_ENCRYPTED;
            default -> FailureReason.ID_TOKEN_DECRYPTION;
        };
        for (Flow flow : SOME) {
            Login login = registered(flow).with(provider -> provider.idTokenEncryption("RSA-OAEP-256", "A256GCM"));
            if (flow.hasFrontIdToken()) {
                login.failsInFront(reason, how);
            } else {
                login.failsInTheBack(reason, how);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void hs256_id_tokens_of_a_client_that_is_registered_so_are_accepted(Flow flow) throws IOException {
        registered(flow)
                .with(provider -> provider.idTokenSigningAlgorithm("HS256"))
                .succeeds();
        as("hs", flow)
                .with(provider -> provider.idTokenSigningAlgorithm("HS256"))
                .succeeds();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_rs256_id_token_is_refused_where_hs256_is_registered(Flow flow) throws IOException {
        as("plain", flow)
                .with(provider -> provider.idTokenSigningAlgorithm("HS256"))
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_ALGORITHM, Misbehaviour.AUDIENCE_AS_LIST);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void an_hs256_id_token_is_refused_where_rs256_is_registered(Flow flow) throws IOException {
        as("hs", flow).failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_ALGORITHM, Misbehaviour.AUDIENCE_AS_LIST);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void hs256_with_the_public_key_that_we_publish_is_refused(Flow flow) throws IOException {
        registered(flow)
                .failsAtTheFirstIdToken(
                        flow, FailureReason.ID_TOKEN_ALGORITHM, Misbehaviour.HS256_SIGNED_WITH_CLIENT_JWK);
        registered(flow)
                .with(provider -> provider.idTokenSigningAlgorithm("HS256"))
                .failsAtTheFirstIdToken(
                        flow, FailureReason.ID_TOKEN_SIGNATURE, Misbehaviour.HS256_SIGNED_WITH_CLIENT_JWK);
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_bad_signature_by_hs256_is_refused(Flow flow) throws IOException {
        as("hs", flow)
                .with(provider -> provider.idTokenSigningAlgorithm("HS256"))
                .failsAtTheFirstIdToken(flow, FailureReason.ID_TOKEN_SIGNATURE, Misbehaviour.BAD_SIGNATURE);
    }

    private static Login signedUserInfo(Flow flow) {
        return registered(flow).with(provider -> provider.userInfoSigningAlgorithm("RS256"));
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withUserInfo")
    void userinfo_as_rs256_jwt_is_verified(Flow flow) throws IOException {
        signedUserInfo(flow).succeeds();
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).hasSize(1);

        signedUserInfo(flow).fails(400, FailureReason.USERINFO_SIGNATURE, Misbehaviour.USERINFO_JWT_BAD_SIGNATURE);
        signedUserInfo(flow).fails(400, FailureReason.USERINFO_CLAIMS, Misbehaviour.USERINFO_JWT_WRONG_ISSUER);
        signedUserInfo(flow).fails(400, FailureReason.USERINFO_CLAIMS, Misbehaviour.USERINFO_JWT_WRONG_AUDIENCE);
        signedUserInfo(flow).fails(400, FailureReason.USERINFO_SUBJECT, Misbehaviour.USERINFO_OTHER_SUBJECT);
    }

    @ParameterizedTest
    @CsvSource({
        "USERINFO_JWT_ALG_NONE,USERINFO_PROTECTION",
        "USERINFO_JWT_ALG_NONE_CAPITALIZED,USERINFO_PROTECTION",
        "USERINFO_JWT_ALG_NONE_MIXED_CASE,USERINFO_PROTECTION",
        "USERINFO_JWT_ALG_NONE_UPPER_CASE,USERINFO_PROTECTION",
        "USERINFO_JWT_HS256_PUBLIC_KEY,USERINFO_PROTECTION",
        "USERINFO_JWT_HS256_PUBLIC_JWK,USERINFO_PROTECTION",
        "USERINFO_JWT_OTHER_ALGORITHM,USERINFO_PROTECTION",
        "USERINFO_JWT_JWK_HEADER,USERINFO_SIGNATURE",
        "USERINFO_JWT_JKU_HEADER,USERINFO_SIGNATURE",
        "USERINFO_JWT_X5U_HEADER,USERINFO_SIGNATURE",
        "USERINFO_JWT_UNKNOWN_CRIT,USERINFO_PROTECTION",
        "USERINFO_JWT_DUPLICATE_HEADER,USERINFO_PROTECTION",
        "USERINFO_JWT_DUPLICATE_CLAIMS,USERINFO_PROTECTION"
    })
    void a_userinfo_jwt_in_another_form_is_refused_and_no_address_in_it_followed(Misbehaviour how, FailureReason reason)
            throws IOException {
        for (Flow flow : List.of(Flow.CODE_QUERY, Flow.ID_TOKEN_TOKEN_FRAGMENT, Flow.CODE_ID_TOKEN_TOKEN_FORM_POST)) {
            signedUserInfo(flow).fails(400, reason, how);
        }
        signedUserInfo(Flow.CODE_TOKEN_FORM_POST)
                .with(provider -> provider.userInfoEncryption("ECDH-ES", "A256GCM"))
                .fails(400, reason, how);
    }
}
