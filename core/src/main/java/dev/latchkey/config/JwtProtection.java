package dev.latchkey.config;

import org.jspecify.annotations.Nullable;

/**
 * How a provider protects a JWT that it sends: signed, and perhaps encrypted around the signature. What arrives
 * protected in another way is refused.
 *
 * @param signingAlgorithm the algorithm of the signature
 * @param encryption the encryption; null: none
 */
public record JwtProtection(
        String signingAlgorithm, @Nullable Encryption encryption) {}
