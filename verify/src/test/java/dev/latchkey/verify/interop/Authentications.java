package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientAuthentication.PrivateKeyJwt;
import dev.latchkey.config.ClientAuthentication.SecretJwt;
import dev.latchkey.http.HttpCall;
import java.util.Map;

/** Client authentication at the token endpoint (OpenID Connect Core §9). */
final class Authentications {
    private Authentications() {}

    /** A client that is registered for this method uses it. */
    static Scenario with(ClientAuthentication method) {
        return journey -> {
            journey.asking(settings -> settings.clientAuthentication(method)).signIn();
            assertUsed(method, journey);
        };
    }

    /** A client that the provider knows already uses this method. */
    static Scenario as(TestClient client, ClientAuthentication method) {
        return journey -> {
            journey.as(client)
                    .asking(settings -> settings.clientAuthentication(method))
                    .signIn();
            assertUsed(method, journey);
        };
    }

    /** The provider reads the client's keys at its {@code jwks_uri}. */
    static void keysByReference(Journey journey) throws java.io.IOException {
        ClientAuthentication method = ClientAuthentication.privateKeyJwt("ES256");
        journey.asking(settings -> settings.clientAuthentication(method))
                .registering(metadata -> metadata.with("jwks_uri", journey.url("/redirect_uri/jwks")))
                .signIn();
        assertUsed(method, journey);
    }

    private static void assertUsed(ClientAuthentication method, Journey journey) {
        HttpCall call = journey.tokenCall().call();
        Map<String, String> form = journey.tokenRequest();
        boolean isBasic = method.method().equals("client_secret_basic");
        assertThat(call.headers().getOrDefault("Authorization", "").startsWith("Basic "))
                .isEqualTo(isBasic);
        assertThat(form.containsKey("client_secret")).isEqualTo(method.method().equals("client_secret_post"));
        if (method instanceof SecretJwt jwt) {
            assertAssertion(form, jwt.algorithm());
        } else if (method instanceof PrivateKeyJwt jwt) {
            assertAssertion(form, jwt.algorithm());
        } else {
            assertThat(form).doesNotContainKey("client_assertion");
        }
    }

    private static void assertAssertion(Map<String, String> form, String algorithm) {
        assertThat(Messages.header(form.get("client_assertion"))).containsEntry("alg", algorithm);
    }
}
