package dev.latchkey.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.http.HttpCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be sent is not shown either. */
class JdkHttpTransportTest {
    private final JdkHttpTransport transport = new JdkHttpTransport(HttpClient::newHttpClient);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer the-secret\n", "Bearer the-secret\r\nX: y", "the-secret\u0000"})
    void a_header_field_that_cannot_be_sent_is_an_io_exception_without_its_value(String value) {
        HttpCall call = HttpCall.get(URI.create("http://127.0.0.1:9/"), Duration.ofSeconds(1), 1000)
                .header("Authorization", value);

        Throwable failure = catchThrowable(() -> transport.send(call));

        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("cannot be sent");
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain("the-secret");
    }
}
