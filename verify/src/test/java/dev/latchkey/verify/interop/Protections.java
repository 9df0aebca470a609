package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** How ID tokens and UserInfo are signed and encrypted. */
final class Protections {
    private Protections() {}

    /** ID tokens are signed with this algorithm. */
    static Scenario idTokenSigned(String algorithm) {
        return journey -> {
            journey.asking(settings -> settings.idTokenSigningAlgorithm(algorithm))
                    .signIn();

            assertThat(Messages.header(journey.idToken())).containsEntry("alg", algorithm);
        };
    }

    /** ID tokens are encrypted in this way. */
    static Scenario idTokenEncrypted(String algorithm, String method) {
        return journey -> {
            journey.asking(settings -> settings.idTokenEncryption(algorithm, method))
                    .signIn();

            assertThat(Messages.header(journey.idToken()))
                    .containsEntry("alg", algorithm)
                    .containsEntry("enc", method);
        };
    }

    /** UserInfo is a JWT that is signed with this algorithm. */
    static Scenario userInfoSigned(String algorithm) {
        return journey -> {
            journey.asking(settings -> settings.userInfoSigningAlgorithm(algorithm))
                    .signIn();

            assertThat(Messages.header(userInfoJwt(journey))).containsEntry("alg", algorithm);
        };
    }

    /** UserInfo is a signed JWT that is encrypted in this way. */
    static Scenario userInfoEncrypted(String algorithm, String method) {
        return journey -> {
            journey.asking(settings ->
                            settings.userInfoSigningAlgorithm("RS256").userInfoEncryption(algorithm, method))
                    .signIn();

            assertThat(Messages.header(userInfoJwt(journey)))
                    .containsEntry("alg", algorithm)
                    .containsEntry("enc", method);
        };
    }

    private static String userInfoJwt(Journey journey) throws IOException {
        assertThat(journey.userInfo().answer().mediaType()).isEqualTo("application/jwt");
        return journey.userInfo().answer().text();
    }
}
