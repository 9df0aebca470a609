package dev.latchkey;

import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.ClientKeySet;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.OwnerOnlyFile;
import dev.latchkey.shared.SealedValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Where the application's private keys come from. */
final class OwnKeys {
    private static final String NAME = "keys:client";

    private OwnKeys() {}

    static ClientKeySet parse(@Nullable String jwkSet) {
        try {
            return ClientKeySet.parse(jwkSet == null ? "" : jwkSet);
        } catch (MalformedException e) {
            throw Misconfigured.setting(
                    "keys", "cannot be used: " + e.getMessage(), "a JWK set of private RSA, EC or Ed25519 keys");
        }
    }

    /** Those that nodes share; made, if there are none. */
    static ClientKeySet shared(SealedValues values, InstantSource clock) {
        byte[] mine = values.value(NAME);
        if (mine == null) {
            byte[] fresh = ClientKeySet.generate().json().getBytes(StandardCharsets.UTF_8);
            values.putIfAbsent(NAME, fresh, clock.instant().plus(SealedValues.FOR_EVER));
            mine = values.value(NAME);
        }
        if (mine == null) {
            throw Misconfigured.setting(
                    "sharedKeys",
                    "finds keys in the store that none of the secret keys opens",
                    "the secretKey that they were made under, among the others; or remove them from the store");
        }
        return parse(new String(mine, StandardCharsets.UTF_8));
    }

    static ClientKeySet file(Path file) {
        try {
            if (!Files.exists(file)) {
                OwnerOnlyFile.write(file, ClientKeySet.generate().json());
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Misconfigured.setting(
                    "keysFile",
                    "is " + file + ", which cannot be read or written: " + e,
                    "a file in a directory that exists, such as Path.of(\"/var/lib/app/keys.json\")");
        }
    }
}
