package dev.latchkey.provider;

import static dev.latchkey.failure.FailureReason.SETTING_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.fixture.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations that survive a restart, readable by their owner alone. */
class RegistrationFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path directory;

    private Path file() {
        return directory.resolve("registration.json");
    }

    @Test
    void a_registration_survives_a_restart() {
        new RegistrationFile(file()).keep("key", Map.of("client_id", "c", "client_secret", "s\u00e9cret"));

        assertThat(new RegistrationFile(file()).find("key")).containsEntry("client_secret", "s\u00e9cret");
        assertThat(new RegistrationFile(file()).find("other")).isNull();
    }

    @Test
    void nothing_is_written_before_there_is_something_to_keep() {
        assertThat(new RegistrationFile(file()).find("key")).isNull();
        assertThat(file()).doesNotExist();
    }

    @Test
    void dropping_keeps_the_others() {
        RegistrationFile registrations = new RegistrationFile(file());
        registrations.keep("a", Map.of("client_id", "1"));
        registrations.keep("b", Map.of("client_id", "2"));
        registrations.drop("a");
        registrations.drop("unknown");

        assertThat(new RegistrationFile(file()).find("a")).isNull();
        assertThat(new RegistrationFile(file()).find("b")).containsEntry("client_id", "2");
    }

    @Test
    void only_its_owner_may_read_it_whatever_it_was_before() throws IOException {
        Files.writeString(file(), "{}");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));

        new RegistrationFile(file()).keep("key", Map.of("client_id", "c"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_reader_sees_the_old_or_the_new_file_and_no_other_is_left() throws Exception {
        RegistrationFile registrations = new RegistrationFile(file());
        registrations.keep("key", Map.of("n", 0));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int n = i;
            work.add(threads.submit(() -> registrations.keep("key-" + n, Map.of("n", n))));
            work.add(threads.submit(
                    () -> assertThat(new RegistrationFile(file()).find("key")).isNotNull()));
        }
        threads.shutdown();
        finish(work);

        assertThat(new RegistrationFile(file()).find("key-99")).isNotNull();
        assertThat(new RegistrationFile(file()).find("key-0")).isNotNull();
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    private static void finish(List<Future<?>> work) throws InterruptedException, ExecutionException {
        for (Future<?> future : work) {
            future.get();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}x", "{\"a\":{},\"a\":{}}", "garbage"})
    void a_damaged_file_is_named_with_what_to_do(String content) throws IOException {
        Files.writeString(file(), content);

        assertThat(Refusal.of(SETTING_INVALID, () -> new RegistrationFile(file())))
                .hasMessageContaining("registrationFile")
                .hasMessageContaining(file().toString())
                .hasMessageContaining("delete a damaged one");
        assertThat(file()).hasContent(content);
    }

    @Test
    void a_directory_is_no_file_and_a_missing_directory_is_named() {
        Refusal.of(SETTING_INVALID, () -> new RegistrationFile(directory));
        assertThat(Refusal.of(SETTING_INVALID, () -> new RegistrationFile(directory.resolve("no/file.json"))))
                .hasMessageContaining("directory does not exist");
    }

    @Test
    void a_file_that_cannot_be_written_is_an_error_that_names_it() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        RegistrationFile registrations = new RegistrationFile(inner.resolve("registration.json"));
        Files.delete(inner);

        assertThat(Refusal.of(SETTING_INVALID, () -> registrations.keep("key", Map.of("client_secret", "s3cr3t"))))
                .hasMessageContaining("registrationFile")
                .hasMessageNotContaining("s3cr3t");
    }
}
