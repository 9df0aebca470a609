package dev.latchkey.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** A parsed but unverified JWS in compact serialization (RFC 7515 §7.1) whose payload is a JSON object. */
public final class Jws {
    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_HEADER_LENGTH = 4 * 1024;
    private static final int MAX_DOTS = 5;

    private final String compact;
    private final Map<String, Object> header;
    private final Map<String, Object> payload;
    private final byte[] signature;

    private Jws(String compact, Map<String, Object> header, Map<String, Object> payload, byte[] signature) {
        this.compact = compact;
        this.header = header;
        this.payload = payload;
        this.signature = signature;
    }

    /** How many dots there are, of which no more than five are counted: two in a JWS, four in a JWE. */
    public static int dots(String compact) {
        int dots = 0;
        for (int i = compact.indexOf('.'); i >= 0 && dots < MAX_DOTS; i = compact.indexOf('.', i + 1)) {
            dots++;
        }
        return dots;
    }

    /** Parses header and payload strictly; says nothing about the signature. */
    public static Jws parse(String compact) throws MalformedException {
        if (compact.length() > MAX_LENGTH) {
            throw new MalformedException("JWT longer than " + MAX_LENGTH + " characters");
        }
        if (dots(compact) != 2) {
            throw new MalformedException("not three parts separated by dots");
        }
        int headerEnd = compact.indexOf('.');
        int payloadEnd = compact.indexOf('.', headerEnd + 1);
        if (headerEnd > MAX_HEADER_LENGTH) {
            throw new MalformedException("JWT header longer than " + MAX_HEADER_LENGTH + " characters");
        }
        return new Jws(
                compact,
                Json.parse(decode(compact.substring(0, headerEnd))),
                Json.parse(decode(compact.substring(headerEnd + 1, payloadEnd))),
                decode(compact.substring(payloadEnd + 1)));
    }

    /** The whole, as it came. */
    public String compact() {
        return compact;
    }

    /** The unverified header. */
    public Map<String, Object> header() {
        return header;
    }

    /** The unverified payload. */
    public Map<String, Object> payload() {
        return payload;
    }

    /**
     * Is the signature by this key? False for a key of another type, and for a header with an extension that must be
     * understood (RFC 7515 §4.1.11, RFC 7797 §3).
     */
    public boolean isSignedBy(VerificationKey key) {
        return header.get("alg") instanceof String algorithm
                && !header.containsKey("crit")
                && !header.containsKey("b64")
                && key.verifies(
                        algorithm,
                        compact.substring(0, compact.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII),
                        signature);
    }

    /**
     * The bytes of a text that is base64url in its one spelling: no padding, no stray bits (RFC 7515 §2). Only the last of
     * its groups of four, if it is shorter, can be spelt in several ways.
     */
    static byte[] decode(String base64Url) throws MalformedException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64Url);
            byte[] last = Arrays.copyOfRange(bytes, bytes.length - bytes.length % 3, bytes.length);
            if (base64Url.substring(base64Url.length() / 4 * 4).equals(Hashes.base64Url(last))) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new MalformedException("not base64url");
    }

    @Override
    public String toString() {
        return "Jws[unverified]";
    }
}
