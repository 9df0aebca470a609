package dev.latchkey.testing.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;

/** Certificates that nobody should trust (RFC 5280 §4.1), written byte by byte since the JDK makes none. */
public final class Certificates {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0C;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final byte[] SHA256_WITH_RSA = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

    private Certificates() {}

    /** A certificate of this key in base64, signed by an authority whose key is for RS256. */
    public static String of(PublicKey key, SigningKey authority) {
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, ascii("attacker")))));
        byte[] content = der(
                SEQUENCE,
                der(INTEGER, new byte[] {1}),
                SHA256_WITH_RSA,
                name,
                der(SEQUENCE, der(UTC_TIME, ascii("200101000000Z")), der(UTC_TIME, ascii("491231235959Z"))),
                name,
                key.getEncoded());
        byte[] signature = authority.sign(SigningAlgorithm.RS256, content);
        byte[] certificate = der(SEQUENCE, content, SHA256_WITH_RSA, der(BIT_STRING, new byte[] {0}, signature));
        return Base64.getEncoder().encodeToString(certificate);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** Tag, length and contents. */
    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            body.writeBytes(content);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        if (body.size() < 128) {
            all.write(body.size());
        } else {
            all.write(0x82);
            all.write(body.size() >> 8);
            all.write(body.size());
        }
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }
}
