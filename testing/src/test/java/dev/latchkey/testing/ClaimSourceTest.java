package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Aggregated and distributed claims. */
@ExtendWith(TestProviderExtension.class)
class ClaimSourceTest {
    private final TestProvider provider;
    private final HandmadeClient client;

    ClaimSourceTest(TestProvider provider) {
        this.provider = provider;
        this.client = new HandmadeClient(provider);
        provider.user(ClaimSourceObservations.CAROL);
    }

    @Test
    void both_kinds_are_in_id_token_and_user_info() {
        Answer tokens = client.exchange(client.callback(new TestBrowser(), "carol"));
        Map<String, Object> userInfo =
                client.userInfo(tokens.text("access_token")).json();

        for (Map<String, Object> claims : List.of(tokens.idToken().claims(), userInfo)) {
            assertThat(claims)
                    .containsEntry("_claim_names", Map.of("credit_score", "bank", "blood_type", "clinic"))
                    .doesNotContainKeys("credit_score", "blood_type");
            Jwt jwt = ClaimSourceObservations.aggregated(claims);
            assertThat(jwt.isSignedBy(client.signingKeys().get(0))).isTrue();
            assertThat(jwt.claims()).isEqualTo(Map.of("iss", provider.issuer(), "sub", "carol", "credit_score", 650L));
        }
    }

    @Test
    void distributed_claims_are_behind_their_access_token() {
        Map<?, ?> source = ClaimSourceObservations.source(
                ClaimSourceObservations.login(provider, client).claims(), "clinic");
        String address = String.valueOf(source.get("endpoint"));

        assertThat(address).isEqualTo(provider.uri(Endpoint.CLAIMS).toString());
        assertThat(ask("wrong").status()).isEqualTo(401);
        Answer answer = ask(String.valueOf(source.get("access_token")));
        assertThat(answer.header("Content-Type")).isEqualTo("application/jwt");
        assertThat(new Jwt(answer.body()).claims())
                .containsEntry("blood_type", "0")
                .containsEntry("sub", "carol");
    }

    private Answer ask(String accessToken) {
        return HandmadeClient.send(
                HttpRequest.newBuilder(provider.uri(Endpoint.CLAIMS)).header("Authorization", "Bearer " + accessToken));
    }
}
