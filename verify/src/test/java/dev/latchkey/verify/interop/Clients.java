package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.verify.interop.Recorder.Exchange;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** How a client becomes one, and shows that it is. */
final class Clients {
    private Clients() {}

    static void special_secret_in_the_basic_header(Visit visit) throws IOException {
        visit.signsIn(visit.client(TestClient.SPECIAL));
        assertThat(method(visit.calls().token())).isEqualTo("client_secret_basic");
    }

    static void special_secret_in_the_body(Visit visit) throws IOException {
        visit.signsIn(visit.client(TestClient.POST).clientAuthentication(ClientAuthentication.clientSecretPost()));
        assertThat(method(visit.calls().token())).isEqualTo("client_secret_post");
    }

    static void public_client(Visit visit) throws IOException {
        visit.signsIn(visit.discovered().publicClient(TestClient.PUBLIC.id()));
        assertThat(method(visit.calls().token())).isEqualTo("none");
    }

    /** By a JWT. */
    static Scenario by(ClientAuthentication authentication) {
        return visit -> {
            visit.signsIn(visit.registered().clientAuthentication(authentication));
            assertThat(method(visit.calls().token())).isEqualTo(algorithm(authentication));
        };
    }

    static void registers_itself(Visit visit) throws IOException {
        visit.signsIn(visit.discovered().register(ClientMetadata.named("Interop")));
        assertThat(visit.calls().registration().call().headers()).doesNotContainKey("Authorization");
    }

    static void registers_with_an_initial_access_token(Visit visit) throws IOException {
        Visit closed = Visit.at(visit.provider().withClosedRegistration());
        ClientMetadata metadata = closed.provider()
                .clientMetadata(closed)
                .initialAccessToken(closed.provider().initialAccessToken());
        closed.signsIn(closed.discovered().register(metadata));
        assertThat(closed.calls().registration().call().headers()).containsKey("Authorization");
    }

    static void registers_keys_by_value(Visit visit) throws IOException {
        visit.signsIn(visit.registered().clientAuthentication(ClientAuthentication.privateKeyJwt("ES256")));
        assertThat(visit.calls().registration().call().body())
                .contains("\"jwks\":")
                .doesNotContain("\"jwks_uri\":");
    }

    static void registers_keys_by_reference(Visit visit) throws IOException {
        ClientMetadata metadata =
                visit.provider().clientMetadata(visit).with("jwks_uri", visit.url("/redirect_uri/jwks"));
        visit.signsIn(visit.discovered()
                .register(metadata)
                .clientAuthentication(ClientAuthentication.privateKeyJwt("ES256")));
        assertThat(visit.calls().registration().call().body())
                .contains("\"jwks_uri\":")
                .doesNotContain("\"jwks\":");
    }

    private static String algorithm(ClientAuthentication authentication) {
        return authentication instanceof ClientAuthentication.PrivateKeyJwt key
                ? key.algorithm()
                : ((ClientAuthentication.SecretJwt) authentication).algorithm();
    }

    /** The method's name, or the algorithm of the assertion. */
    private static String method(Exchange exchange) {
        Map<String, String> form = exchange.form();
        if (exchange.call().headers().containsKey("Authorization")) {
            return "client_secret_basic";
        }
        if (form.containsKey("client_secret")) {
            return "client_secret_post";
        }
        return form.containsKey("client_assertion")
                ? Recorder.algorithms(Objects.requireNonNull(form.get("client_assertion")))
                : "none";
    }
}
