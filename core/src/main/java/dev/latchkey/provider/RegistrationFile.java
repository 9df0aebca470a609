package dev.latchkey.provider;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Registrations in a JSON file that survives a restart. It holds secrets: it is readable by its owner alone (mode 0600)
 * and replaced as a whole, so that a crash leaves the old or the new one. Thread-safe; for one process.
 */
public final class RegistrationFile implements Registrations {
    private final Path file;
    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<String, Object> kept;

    /**
     * Reads the file if there is one.
     *
     * @throws Misconfigured if it cannot be read
     */
    public RegistrationFile(Path file) {
        this.file = file.toAbsolutePath();
        this.directory = Objects.requireNonNullElse(this.file.getParent(), this.file);
        try {
            kept = Files.exists(this.file) ? Json.parse(Files.readAllBytes(this.file)) : Map.of();
        } catch (IOException | MalformedException e) {
            throw Misconfigured.setting(
                    "registrationFile",
                    "names " + file + ", which cannot be read: " + e.getMessage(),
                    "a file that Latchkey wrote, or one that does not exist yet; delete a damaged one to register anew");
        }
        if (!Files.isDirectory(directory)) {
            throw Misconfigured.setting(
                    "registrationFile",
                    "names " + file + ", whose directory does not exist",
                    "a file in an existing directory, such as Path.of(\"/var/lib/app/registration.json\")");
        }
    }

    @Override
    public @Nullable Map<String, Object> find(String key) {
        lock.lock();
        try {
            return Json.object(kept, key);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void keep(String key, Map<String, Object> answer) {
        change(all -> all.put(key, answer));
    }

    @Override
    public void drop(String key) {
        change(all -> all.remove(key));
    }

    private void change(Consumer<Map<String, Object>> edit) {
        lock.lock();
        try {
            Map<String, Object> changed = new LinkedHashMap<>(kept);
            edit.accept(changed);
            kept = changed;
            OwnerOnlyFile.write(file, Json.write(changed));
        } catch (IOException | UncheckedIOException e) {
            throw new Misconfigured(
                    FailureReason.SETTING_INVALID, "The registrationFile " + file + " cannot be written: " + e, e);
        } finally {
            lock.unlock();
        }
    }
}
