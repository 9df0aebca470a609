package dev.latchkey.cookie;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.Hashes;
import dev.latchkey.internal.Lazy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The secret keys: the first seals, all open. Each is known by an id that tells nothing about it. */
public final class KeyRing {
    static final int ID_LENGTH = 4;
    private static final int MIN_LENGTH = 32;
    private static final int MIN_DIFFERENT_CHARACTERS = 8;

    private final List<Key> keys;

    private KeyRing(List<Key> keys) {
        this.keys = keys;
    }

    /**
     * Reads the secrets.
     *
     * @throws Misconfigured if there is no key, or one that could be guessed
     */
    public static KeyRing of(List<String> secretKeys) {
        if (secretKeys.isEmpty()) {
            throw secretKey("is missing");
        }
        List<Key> keys = new ArrayList<>();
        for (String secret : secretKeys) {
            if (secret.isBlank()) {
                throw secretKey("is missing");
            }
            if (secret.length() < MIN_LENGTH) {
                throw secretKey("has " + secret.length() + " characters");
            }
            if (secret.chars().distinct().count() < MIN_DIFFERENT_CHARACTERS) {
                throw secretKey("is not random");
            }
            keys.add(new Key(secret));
        }
        return new KeyRing(List.copyOf(keys));
    }

    Key first() {
        return keys.get(0);
    }

    @Nullable
    Key find(byte[] id) {
        for (Key key : keys) {
            if (Arrays.equals(key.id(), id)) {
                return key;
            }
        }
        return null;
    }

    private static Misconfigured secretKey(String problem) {
        return Misconfigured.setting(
                "secretKey",
                problem,
                "at least " + MIN_LENGTH + " random characters, the same on every node and after a restart,"
                        + " such as the output of: openssl rand -base64 32");
    }

    /**
     * A key for AES-256-GCM and its id. They are derived at first use: to load what the JDK needs for that takes half of the
     * time in which an application starts.
     */
    static final class Key {
        private final Lazy<Derived> derived;

        private static final class Derived {
            private final byte[] id;
            private final SecretKey aes;

            Derived(byte[] secret) {
                id = Arrays.copyOf(Hashes.hmacSha256(secret, "latchkey cookie key id"), ID_LENGTH);
                aes = new SecretKeySpec(Hashes.hmacSha256(secret, "latchkey cookie key"), "AES");
            }
        }

        private Key(String secret) {
            derived = new Lazy<>(() -> new Derived(secret.getBytes(StandardCharsets.UTF_8)));
        }

        byte[] id() {
            return derived.get().id;
        }

        SecretKey aes() {
            return derived.get().aes;
        }

        /** A key of this purpose alone. */
        SecretKey aesFor(String purpose) {
            return new SecretKeySpec(Hashes.hmacSha256(aes().getEncoded(), "latchkey purpose " + purpose), "AES");
        }
    }
}
