package dev.latchkey.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as bytes: a format version, then each field in turn; texts with their length before them, an absent one with
 * length -1. Format 1 has no session state and no time of the last check, and in formats 1 and 2 no claims are absent because
 * they are the ID token's; a payload of any other version counts as no session.
 */
final class SessionCodec {
    private static final byte VERSION = 3;
    private static final byte WITHOUT_SESSION_STATE = 1;
    private static final int ABSENT = -1;
    private static final byte[][] NO_PARTS = {};
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private SessionCodec() {}

    static byte[] encode(Session session) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, session.id());
            write(out, session.identity().provider());
            write(out, session.identity().issuer());
            write(out, session.identity().subject());
            write(out, session.identity().claimsJson());
            write(out, session.identity().attributes());
            out.writeLong(session.lifetime().beganAt().getEpochSecond());
            out.writeLong(session.lifetime().endsAt().getEpochSecond());
            out.writeLong(session.lifetime().seenAt().getEpochSecond());
            writeToken(out, session.tokens().idToken());
            writeToken(out, session.tokens().accessToken());
            write(out, session.tokens().expiresAt());
            write(out, session.tokens().refreshToken());
            write(out, session.tokens().nonce());
            write(out, session.atProvider().sessionState());
            out.writeLong(session.atProvider().checkedAt().getEpochSecond());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Null for another version, and for anything that is not a session. */
    static @Nullable Session decode(byte[] bytes) {
        try {
            return decode(ByteBuffer.wrap(bytes));
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static @Nullable Session decode(ByteBuffer in) {
        byte version = in.get();
        if (version < WITHOUT_SESSION_STATE || version > VERSION) {
            return null;
        }
        String id = text(in);
        Session.Identity identity = new Session.Identity(text(in), text(in), text(in), textOrNull(in), attributes(in));
        Session.Lifetime lifetime = new Session.Lifetime(instant(in), instant(in), instant(in));
        Session.TokenSet tokens = new Session.TokenSet(
                tokenOrNull(in), tokenOrNull(in), instantOrNull(in), textOrNull(in), textOrNull(in));
        Session.AtProvider atProvider = version == WITHOUT_SESSION_STATE
                ? new Session.AtProvider(null, lifetime.beganAt(), lifetime.beganAt())
                : new Session.AtProvider(textOrNull(in), instant(in), lifetime.beganAt());
        return new Session(id, identity, lifetime, tokens, atProvider);
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(ABSENT);
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }
    }

    /** A JWT as the bytes that its parts stand for, which takes a quarter less room; any other token as a text. */
    private static void writeToken(DataOutputStream out, @Nullable String token) throws IOException {
        byte[][] parts = partsOf(token);
        out.writeByte(parts.length);
        if (parts.length == 0) {
            write(out, token);
        }
        for (byte[] part : parts) {
            out.writeInt(part.length);
            out.write(part);
        }
    }

    /** The decoded parts; none if they would not be encoded to the same token again. */
    private static byte[][] partsOf(@Nullable String token) {
        if (token == null) {
            return NO_PARTS;
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 1 || second < 0) {
            return NO_PARTS;
        }
        try {
            byte[][] parts = {
                decoded(token, 0, first), decoded(token, first + 1, second), decoded(token, second + 1, token.length())
            };
            return joined(parts).equals(token) ? parts : NO_PARTS;
        } catch (IllegalArgumentException e) {
            return NO_PARTS;
        }
    }

    private static byte[] decoded(String token, int start, int end) {
        return Base64.getUrlDecoder().decode(token.substring(start, end));
    }

    private static String joined(byte[]... parts) {
        return joined(Arrays.stream(parts).map(ByteBuffer::wrap).toArray(ByteBuffer[]::new));
    }

    private static String joined(ByteBuffer... parts) {
        byte[][] encoded = new byte[parts.length][];
        int length = parts.length - 1;
        for (int i = 0; i < parts.length; i++) {
            encoded[i] = BASE64_URL.encode(parts[i]).array();
            length += encoded[i].length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : encoded) {
            if (joined.position() > 0) {
                joined.put((byte) '.');
            }
            joined.put(part);
        }
        return new String(joined.array(), ISO_8859_1);
    }

    private static @Nullable String tokenOrNull(ByteBuffer in) {
        int count = in.get();
        if (count == 0) {
            return textOrNull(in);
        }
        ByteBuffer[] parts = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            parts[i] = next(in, in.getInt());
        }
        return joined(parts);
    }

    private static void write(DataOutputStream out, Map<String, String> attributes) throws IOException {
        out.writeInt(attributes.size());
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            write(out, attribute.getKey());
            write(out, attribute.getValue());
        }
    }

    private static void write(DataOutputStream out, @Nullable Instant instant) throws IOException {
        out.writeLong(instant == null ? Long.MIN_VALUE : instant.getEpochSecond());
    }

    private static @Nullable String textOrNull(ByteBuffer in) {
        int length = in.getInt();
        if (length == ABSENT) {
            return null;
        }
        ByteBuffer text = next(in, length);
        return new String(text.array(), text.arrayOffset() + text.position(), length, StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer in) {
        return Objects.requireNonNull(textOrNull(in), "absent text");
    }

    private static ByteBuffer next(ByteBuffer in, int length) {
        if (length < 0) {
            throw new BufferUnderflowException();
        }
        ByteBuffer next = in.duplicate().limit(in.position() + length);
        in.position(next.limit());
        return next;
    }

    private static Map<String, String> attributes(ByteBuffer in) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = in.getInt(); i > 0; i--) {
            attributes.put(text(in), text(in));
        }
        return attributes;
    }

    private static Instant instant(ByteBuffer in) {
        return Instant.ofEpochSecond(in.getLong());
    }

    private static @Nullable Instant instantOrNull(ByteBuffer in) {
        long seconds = in.getLong();
        return seconds == Long.MIN_VALUE ? null : Instant.ofEpochSecond(seconds);
    }
}
