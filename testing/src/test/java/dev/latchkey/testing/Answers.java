package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Observations of whole answers. */
final class Answers {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final long HUGE = 64L << 20;

    private Answers() {}

    static Observation status(Endpoint endpoint, int status) {
        return (provider, client) ->
                assertThat(ask(provider, endpoint).status()).isEqualTo(status);
    }

    static Observation error(Endpoint endpoint, int status, String error) {
        return (provider, client) -> {
            Answer answer = ask(provider, endpoint);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text("error")).isEqualTo(error);
            assertThat(answer.text("error_description")).startsWith("The provider does not like");
        };
    }

    static Observation page(Endpoint endpoint) {
        return (provider, client) -> {
            Answer answer = ask(provider, endpoint);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("text/html");
        };
    }

    static Observation body(Endpoint endpoint, String beginning, int length) {
        return (provider, client) -> {
            Answer answer = ask(provider, endpoint);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).startsWith(beginning).hasSize(length);
        };
    }

    static Observation redirect(Endpoint endpoint, String path) {
        return (provider, client) -> {
            Answer answer = ask(provider, endpoint);
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location")).isEqualTo(provider.issuer() + path);
        };
    }

    static Observation silence(Endpoint endpoint) {
        return (provider, client) -> {
            CompletableFuture<?> answer =
                    HTTP.sendAsync(request(provider, endpoint).build(), BodyHandlers.ofString());
            assertThatThrownBy(() -> answer.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(answer.cancel(true)).isTrue();
        };
    }

    static Observation huge(Endpoint endpoint) {
        return (provider, client) -> {
            try (InputStream body = open(provider, endpoint)) {
                assertThat(body.skip(HUGE)).isEqualTo(HUGE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    static Observation drips(Endpoint endpoint) {
        return (provider, client) -> {
            try (InputStream body = open(provider, endpoint)) {
                assertThat(body.readNBytes(5)).containsOnly(' ');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    static Observation broken(Endpoint endpoint) {
        return (provider, client) ->
                assertThatThrownBy(() -> ask(provider, endpoint)).isInstanceOf(UncheckedIOException.class);
    }

    /** JSON with this member written twice; anything else about it does not matter. */
    static Observation twice(Endpoint endpoint, String member) {
        return (provider, client) -> {
            String body = ask(provider, endpoint).body();
            assertThat(body.split("\"" + member + "\":", -1)).hasSize(3);
        };
    }

    private static InputStream open(TestProvider provider, Endpoint endpoint) throws IOException {
        try {
            return HTTP.send(request(provider, endpoint).build(), BodyHandlers.ofInputStream())
                    .body();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer ask(TestProvider provider, Endpoint endpoint) {
        return HandmadeClient.send(request(provider, endpoint));
    }

    private static URI address(TestProvider provider, Endpoint endpoint) {
        URI address = provider.uri(endpoint);
        return endpoint == Endpoint.WEBFINGER
                ? URI.create(
                        address + "?" + HandmadeClient.query("resource", "acct:alice@localhost:" + provider.port()))
                : address;
    }

    private static HttpRequest.Builder request(TestProvider provider, Endpoint endpoint) {
        boolean posts = endpoint == Endpoint.TOKEN || endpoint == Endpoint.REGISTRATION;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(provider, endpoint)).timeout(Duration.ofSeconds(60));
        return posts ? request.POST(BodyPublishers.noBody()) : request;
    }
}
