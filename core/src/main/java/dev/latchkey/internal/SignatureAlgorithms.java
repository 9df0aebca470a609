package dev.latchkey.internal;

import java.util.Set;

/** The algorithms of JWS (RFC 7518 §3.1) that Latchkey knows; {@code none} is not among them. */
public final class SignatureAlgorithms {
    /** Those whose key is a public one (EdDSA over Ed25519: RFC 8037 §3.1). */
    public static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    /** Those whose key is the client secret (RFC 7518 §3.2). */
    public static final Set<String> MAC = Set.of("HS256", "HS384", "HS512");

    private SignatureAlgorithms() {}
}
