package dev.latchkey.provider;

import dev.latchkey.failure.StoreUnavailable;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.shared.SealedValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Registrations that all nodes share. What was read counts for a minute, and for as long as the store is down: a login does
 * not wait for it each time. Thread-safe.
 */
public final class SharedRegistrations implements Registrations {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final SealedValues values;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(String json, Map<String, Object> answer, Instant freshUntil) {}

    /** Kept here. */
    public SharedRegistrations(SealedValues values, InstantSource clock) {
        this.values = values;
        this.clock = clock;
    }

    @Override
    public @Nullable Map<String, Object> find(String key) {
        Known last = known.get(key);
        if (last != null && clock.instant().isBefore(last.freshUntil())) {
            return last.answer();
        }
        try {
            return read(key);
        } catch (StoreUnavailable e) {
            if (last == null) {
                throw e;
            }
            return last.answer();
        }
    }

    private @Nullable Map<String, Object> read(String key) {
        byte[] json = values.value(name(key));
        if (json == null) {
            known.remove(key);
            return null;
        }
        try {
            Known read = new Known(text(json), Json.parse(json), clock.instant().plus(FRESH));
            known.put(key, read);
            return read.answer();
        } catch (MalformedException e) {
            throw new IllegalStateException("registrations are written by this class", e);
        }
    }

    @Override
    public void keep(String key, Map<String, Object> answer) {
        byte[] json = Json.write(answer).getBytes(StandardCharsets.UTF_8);
        known.remove(key);
        if (!values.putIfAbsent(name(key), json, until(answer))) {
            values.removeIf(name(key), this::isOver);
            values.putIfAbsent(name(key), json, until(answer));
        }
    }

    private boolean isOver(byte[] json) {
        try {
            return !clock.instant().isBefore(until(Json.parse(json)));
        } catch (MalformedException e) {
            return true;
        }
    }

    private Instant until(Map<String, Object> answer) {
        Long expires = Json.wholeNumber(answer, "client_secret_expires_at");
        Instant forEver = clock.instant().plus(SealedValues.FOR_EVER);
        return expires == null || expires <= 0 || expires > forEver.getEpochSecond()
                ? forEver
                : Instant.ofEpochSecond(expires);
    }

    @Override
    public void drop(String key) {
        Known useless = known.remove(key);
        if (useless != null) {
            values.removeIf(name(key), json -> text(json).equals(useless.json()));
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static String name(String key) {
        return "registration:" + Hashes.sha256Base64Url(key);
    }
}
