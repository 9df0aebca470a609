package dev.latchkey.internal;

import com.nimbusds.jose.JWSObject;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;

/** A parsed but unverified JWS in compact serialization (RFC 7515 §7.1) whose payload is a JSON object. */
public final class Jws {
    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_HEADER_LENGTH = 4 * 1024;

    private final String compact;
    private final Map<String, Object> header;
    private final Map<String, Object> payload;

    private Jws(String compact, Map<String, Object> header, Map<String, Object> payload) {
        this.compact = compact;
        this.header = header;
        this.payload = payload;
    }

    /** How many dots there are: two in a JWS, four in a JWE. */
    public static long dots(String compact) {
        return compact.chars().filter(c -> c == '.').limit(5).count();
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
        decode(compact.substring(
                payloadEnd + 1)); // The library skips what is not base64url; a signature has one spelling.
        return new Jws(
                compact,
                Json.parse(decode(compact.substring(0, headerEnd))),
                Json.parse(decode(compact.substring(headerEnd + 1, payloadEnd))));
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

    /** Is the signature by this key? False for a key of another type, too. */
    public boolean isSignedBy(VerificationKey key) {
        try {
            JWSObject jws = JWSObject.parse(compact);
            return key.verifies(jws.getHeader(), jws.getSigningInput(), jws.getSignature());
        } catch (ParseException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The bytes of a text that is base64url in its one spelling: no padding, no stray bits (RFC 7515 §2). */
    static byte[] decode(String base64Url) throws MalformedException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64Url);
            if (Hashes.base64Url(bytes).equals(base64Url)) {
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
