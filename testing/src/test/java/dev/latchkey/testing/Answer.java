package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.Map;

/** What the provider answered. */
record Answer(HttpResponse<String> response) {
    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    Map<String, Object> json() {
        try {
            return JSONObjectUtils.parse(body());
        } catch (ParseException e) {
            throw new AssertionError("not JSON: " + body(), e);
        }
    }

    /** A member of the JSON object as text; empty if it is absent. */
    String text(String member) {
        Object value = json().get(member);
        return value == null ? "" : value.toString();
    }

    Jwt idToken() {
        return new Jwt(text("id_token"));
    }
}
