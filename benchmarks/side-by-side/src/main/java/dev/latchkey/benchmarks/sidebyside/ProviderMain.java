package dev.latchkey.benchmarks.sidebyside;

import dev.latchkey.benchmarks.sidebyside.control.Control;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.testing.TestUser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The provider that all subjects sign in at. Its tokens say what Keycloak's say for openid, profile and email. */
final class ProviderMain {
    private static final String SUBJECT = "6f2cf5f4-9f32-4a3e-8d4b-0c1f2ab7c1de";
    private static final String AUDIENCE = "https://api.example.com";

    private ProviderMain() {}

    public static void main(String[] arguments) throws IOException {
        // The JDK's server would else hold every answer back for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Control control = Control.open();
        TestProvider provider = TestProvider.builder()
                .client(TestClient.confidential("client1", "secret1").withJwtAccessTokens(AUDIENCE))
                .user(user())
                .accessTokenLifetime(Duration.ofHours(12))
                .start();
        control.question("issuer", rest -> provider.issuer())
                .question("signin", rest -> provider.uri(Endpoint.SIGN_IN).toString())
                .question("subject", rest -> SUBJECT)
                .question(
                        "token", rest -> provider.accessToken().subject(SUBJECT).issue())
                .question(
                        "userinfo",
                        rest -> String.valueOf(
                                provider.requests(Endpoint.USERINFO).size()))
                .listening(provider.port());
    }

    private static TestUser user() {
        return TestUser.of(SUBJECT)
                .claim("acr", "1")
                .claim("azp", "client1")
                .claim("email_verified", true)
                .claim("name", "Alice Archer")
                .claim("preferred_username", "alice")
                .claim("given_name", "Alice")
                .claim("family_name", "Archer")
                .claim("email", "alice@example.com")
                .claim(
                        "groups",
                        IntStream.range(0, 8)
                                .mapToObj(i -> "/departments/department-" + i)
                                .toList())
                .claim(
                        "realm_access",
                        Map.of(
                                "roles",
                                List.of("default-roles-example", "offline_access", "uma_authorization", "staff")));
    }
}
