package dev.latchkey.flow;

import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.Provider;
import dev.latchkey.fixture.Api;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.FakeProvider;
import dev.latchkey.fixture.Refusal;
import dev.latchkey.fixture.Requests;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9728: what clients may know of the application as an API. */
class ResourceMetadataTest {
    private static final String PATH = "/.well-known/oauth-protected-resource";

    private final Api api = new Api(
            settings -> settings.provider("default", Api.usualProvider()).publishResourceMetadata("read", "write"));

    @Test
    void the_document_says_who_issues_tokens_and_how_they_are_sent() throws MalformedException {
        Answer answer = api.refused(Requests.get(PATH), Access.signedIn());

        assertThat(answer.response().status()).isEqualTo(200);
        assertThat(Json.parse(answer.response().body()))
                .containsOnlyKeys("resource", "authorization_servers", "scopes_supported", "bearer_methods_supported")
                .containsEntry("resource", "https://app.example.com")
                .containsEntry("authorization_servers", List.of(FakeProvider.ISSUER))
                .containsEntry("scopes_supported", List.of("read", "write"))
                .containsEntry("bearer_methods_supported", List.of("header"));
        assertThat(answer.response().headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "public, max-age=3600")
                .containsEntry("Access-Control-Allow-Origin", "*");
        assertThat(answer.response().cookies()).isEmpty();
        assertThat(api.provider.calls()).isEmpty();
    }

    @Test
    void an_issuer_is_named_as_it_calls_itself_once_that_is_known() {
        Api slash = new Api(settings -> settings.provider(
                        "default",
                        Provider.discover(FakeProvider.ISSUER + "/")
                                .client("client1", Application.CLIENT_SECRET)
                                .acceptAccessTokens(AccessTokens.jwt(Api.AUDIENCE)))
                .publishResourceMetadata());
        assertThat(slash.refused(Requests.get(PATH), Access.anyone()).response().body())
                .contains("[\"https://idp.example.com/\"]");

        slash.party.discover("default");

        assertThat(slash.refused(Requests.get(PATH), Access.anyone()).response().body())
                .contains("[\"https://idp.example.com\"]");
    }

    @Test
    void challenges_name_its_address() {
        Answer answer = api.refused(Requests.get("/orders"), Access.bearer());

        assertThat(answer.response().headers().get("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"https://app.example.com\"," + " resource_metadata=\"https://app.example.com"
                        + PATH + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void it_is_read_only(String method) {
        Answer answer = api.refused(Requests.of(method, PATH), Access.anyone());

        assertThat(answer.response().status()).isEqualTo(405);
        assertThat(answer.response().headers()).containsEntry("Allow", "GET, HEAD");
    }

    @Test
    void under_a_path_it_is_before_that_path() {
        Api shop = new Api(settings -> settings.baseUrl("https://app.example.com/shop")
                .provider("default", Api.usualProvider())
                .publishResourceMetadata());

        for (String path : List.of(PATH + "/shop", PATH, "/shop" + PATH)) {
            assertThat(shop.refused(Requests.get(path), Access.signedIn())
                            .response()
                            .body())
                    .contains("\"resource\":\"https://app.example.com/shop\"", "header")
                    .doesNotContain("scopes_supported");
        }
        assertThat(shop.refused(Requests.get("/x"), Access.bearer())
                        .response()
                        .headers()
                        .get("WWW-Authenticate"))
                .contains("resource_metadata=\"https://app.example.com" + PATH + "/shop\"");
    }

    @Test
    void unless_it_is_set_nothing_is_published() {
        Api silent = new Api();

        assertThat(silent.decide(Requests.get(PATH), Access.anyone())).isInstanceOf(Proceed.class);
    }

    @Test
    void without_a_provider_whose_tokens_are_taken_it_is_refused() {
        assertThat(Refusal.of(
                        SETTING_INVALID,
                        () -> new Api(settings -> settings.publishResourceMetadata()
                                .provider(
                                        "default",
                                        Provider.discover(FakeProvider.ISSUER).client("client1", "secret1")))))
                .hasMessageContaining("publishResourceMetadata");
    }
}
