package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ResponseType;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.config.UserInfoRequest;
import java.io.IOException;

/** How the provider protects what it says of a user. */
final class ProtectedTokens {
    private ProtectedTokens() {}

    static Scenario idToken(String algorithm) {
        return visit -> {
            visit.signsIn(visit.registered().idTokenSigningAlgorithm(algorithm));
            requireIdToken(visit, algorithm);
        };
    }

    static Scenario idToken(String algorithm, String method) {
        return visit -> {
            visit.signsIn(visit.registered().idTokenSigningAlgorithm("ES256").idTokenEncryption(algorithm, method));
            requireIdToken(visit, algorithm + " " + method);
        };
    }

    static void encrypted_in_front_and_back(Visit visit) throws IOException {
        visit.signsIn(visit.provider()
                .idTokenInFront(visit.registered())
                .responseType(ResponseType.CODE_ID_TOKEN)
                .idTokenEncryption("RSA-OAEP-256", "A256GCM"));
        requireIdToken(visit, "RSA-OAEP-256 A256GCM");
    }

    static void access_token_in_the_body(Visit visit) throws IOException {
        visit.signsIn(visit.registered().userInfo(UserInfoMode.ALWAYS).userInfoRequest(UserInfoRequest.BODY));
        assertThat(visit.calls().userInfo().call().method()).isEqualTo("POST");
    }

    static Scenario userInfo(String algorithm) {
        return visit -> {
            visit.signsIn(visit.registered().userInfo(UserInfoMode.ALWAYS).userInfoSigningAlgorithm(algorithm));
            requireUserInfo(visit, algorithm);
        };
    }

    static Scenario userInfo(String algorithm, String method) {
        return visit -> {
            visit.signsIn(visit.registered()
                    .userInfo(UserInfoMode.ALWAYS)
                    .userInfoSigningAlgorithm("RS256")
                    .userInfoEncryption(algorithm, method));
            requireUserInfo(visit, algorithm + " " + method);
        };
    }

    private static void requireIdToken(Visit visit, String algorithms) {
        assertThat(Recorder.algorithms(visit.calls().token().member("id_token")))
                .isEqualTo(algorithms);
    }

    private static void requireUserInfo(Visit visit, String algorithms) {
        assertThat(Recorder.algorithms(visit.calls().userInfo().answer().text().strip()))
                .isEqualTo(algorithms);
    }
}
