package dev.latchkey.verify.interop;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.internal.JdkHttpTransport;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes an application's calls and remembers them: settings tell what was wanted, and this what really happened. */
final class Recorder implements HttpTransport {
    private static final HttpTransport JDK = new JdkHttpTransport(HttpSettings.defaults()::newClient);

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    /** A call and its answer. */
    record Exchange(HttpCall call, HttpAnswer answer) {
        /** The form that was sent. */
        Map<String, String> form() {
            return Arrays.stream(Objects.requireNonNullElse(call.body(), "").split("&"))
                    .map(field -> field.split("=", 2))
                    .filter(field -> field.length == 2)
                    .collect(Collectors.toMap(field -> decoded(field[0]), field -> decoded(field[1])));
        }

        /** A member of the JSON that came back. */
        String member(String name) {
            try {
                return Objects.requireNonNull(JSONObjectUtils.getString(JSONObjectUtils.parse(answer.text()), name));
            } catch (ParseException e) {
                throw new IllegalStateException("no " + name + " in " + answer, e);
            }
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        HttpAnswer answer = JDK.send(call);
        exchanges.add(new Exchange(call, answer));
        return answer;
    }

    /** The last one at the token endpoint. */
    Exchange token() {
        return last(exchange -> exchange.form().containsKey("grant_type"));
    }

    /** The last one at the UserInfo endpoint. */
    Exchange userInfo() {
        return last(exchange -> exchange.form().containsKey("access_token") || isGetWithToken(exchange));
    }

    /** The last one at the registration endpoint. */
    Exchange registration() {
        return last(exchange ->
                Objects.requireNonNullElse(exchange.call().body(), "").contains("redirect_uris"));
    }

    /** Makes a call once more, and does not remember it. */
    static HttpAnswer repeat(Exchange exchange) throws IOException {
        try {
            return JDK.send(exchange.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The header of a JWT: algorithms, with a space between them if there are two. */
    static String algorithms(String jwt) {
        try {
            Map<String, Object> header =
                    Header.parse(new Base64URL(jwt.split("\\.", 2)[0])).toJSONObject();
            return header.containsKey("enc") ? header.get("alg") + " " + header.get("enc") : "" + header.get("alg");
        } catch (ParseException e) {
            throw new IllegalStateException("not a JWT: " + jwt, e);
        }
    }

    private static boolean isGetWithToken(Exchange exchange) {
        return exchange.call().method().equals("GET")
                && exchange.call().headers().containsKey("Authorization");
    }

    private Exchange last(Predicate<Exchange> which) {
        return exchanges.stream()
                .filter(which)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("no such call among " + exchanges));
    }
}
