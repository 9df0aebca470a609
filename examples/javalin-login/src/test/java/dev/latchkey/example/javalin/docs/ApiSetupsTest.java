package dev.latchkey.example.javalin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.TestProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiSetupsTest {
    private static final String KEY = "4o2mS1nJr0k7yXhQ5cZt8vWbE3pLdUaG";

    @Test
    void every_documented_api_is_accepted() {
        for (Provider provider : List.of(ApiSetups.jwt(), ApiSetups.introspected(), ApiSetups.keycloak())) {
            RelyingParty oidc = RelyingParty.builder()
                    .baseUrl("https://api.example.com")
                    .secretKey(KEY)
                    .provider("default", provider)
                    .build();
            assertThat(ApiSetups.javalin(oidc)).isNotNull();
            assertThat(ApiSetups.filter(oidc)).isNotNull();
        }
        assertThat(ApiSetups.published(KEY)).hasToString("RelyingParty[https://api.example.com]");
        assertThat(ApiSetups.services()).asString().contains("orders.example.com");
    }

    @Test
    void a_token_for_a_test_is_a_jwt() {
        try (TestProvider provider = TestProvider.start()) {
            assertThat(ApiSetups.tokenForATest(provider).split("\\.")).hasSize(3);
        }
    }
}
