package dev.latchkey.benchmarks.scale;

import dev.latchkey.benchmarks.fixture.Urls;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A provider without sockets that signs everybody in. Its ID tokens are signed with HS256, which is quick, and carry the
 * claims that Keycloak sends for the scopes openid, profile and email. Thread-safe.
 */
final class InProcessProvider implements HttpTransport {
    static final String ISSUER = "https://login.example.com/realms/example";
    static final String CLIENT_ID = "example-application";
    static final String CLIENT_SECRET = "a-secret-of-the-client-that-has-thirty-two-bytes-or-more";

    private static final String METADATA = """
            {"issuer":"%1$s","authorization_endpoint":"%1$s/auth","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",
             "id_token_signing_alg_values_supported":["HS256"]}""".formatted(ISSUER);
    private static final String HEADER = base64Url("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}"
            .formatted(random(new Random(1), 32))
            .getBytes(StandardCharsets.UTF_8));

    private final InstantSource clock;
    private final LongAdder tokenBytes = new LongAdder();

    InProcessProvider(InstantSource clock) {
        this.clock = clock;
    }

    /** The code that signs a user in. */
    static String code(long user, String nonce) {
        return user + "." + nonce;
    }

    /** The user's {@code sub}. */
    static String subject(long user) {
        return "%08x-5f3c-4a91-9d27-%012x".formatted(user * 2654435761L & 0xffffffffL, user);
    }

    /** The length of all tokens that were handed out. */
    long tokenBytes() {
        return tokenBytes.sum();
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        if (call.method().equals("POST")) {
            return json(tokens(Objects.requireNonNull(call.body())));
        }
        return json(call.uri().getPath().endsWith("/keys") ? "{\"keys\":[]}" : METADATA);
    }

    private static HttpAnswer json(String body) {
        return new HttpAnswer(200, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    private String tokens(String form) {
        String[] code = Urls.parameter(form, "code").split("\\.", 2);
        long user = Long.parseLong(code[0]);
        Random random = new Random(user);
        String idToken = signed(claims(user, code[1], random));
        String accessToken = random(random, 43);
        String refreshToken = random(random, 43);
        tokenBytes.add(idToken.length() + accessToken.length() + refreshToken.length());
        return """
                {"access_token":"%s","refresh_token":"%s","id_token":"%s","token_type":"Bearer","expires_in":86400}""".formatted(accessToken, refreshToken, idToken);
    }

    private String claims(long user, String nonce, Random random) {
        long now = clock.instant().getEpochSecond();
        return """
                {"iss":"%s","sub":"%s","aud":"%s","exp":%d,"iat":%d,"auth_time":%d,"nonce":"%s","sid":"%s","acr":"1",\
                "azp":"%s","email_verified":true,"name":"Alice Example %d","preferred_username":"user%d",\
                "given_name":"Alice","family_name":"Example %d","email":"user%d@example.com"}""".formatted(
                        ISSUER,
                        subject(user),
                        CLIENT_ID,
                        now + 300,
                        now,
                        now,
                        nonce,
                        random(random, 36),
                        CLIENT_ID,
                        user,
                        user,
                        user,
                        user);
    }

    private static String signed(String claims) {
        String input = HEADER + "." + base64Url(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), "HMAC"));
            return input + "." + base64Url(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return base64Url(bytes).substring(0, length);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
