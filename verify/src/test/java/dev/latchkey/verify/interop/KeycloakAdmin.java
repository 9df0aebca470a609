package dev.latchkey.verify.interop;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;

/** Keycloak's administration, as far as tests need it. */
final class KeycloakAdmin {
    static final String USER = "admin";
    static final String PASSWORD = "admin";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    KeycloakAdmin(String base) {
        this.base = base;
    }

    /** An initial access token for one client, good for an hour. */
    String initialAccessToken(String realm) {
        HttpRequest.Builder request = post(
                "/admin/realms/" + realm + "/clients-initial-access",
                "application/json",
                "{\"count\":1,\"expiration\":3600}");
        return member(request.header("Authorization", "Bearer " + accessToken()), "token");
    }

    private String accessToken() {
        HttpRequest.Builder request = post(
                "/realms/master/protocol/openid-connect/token",
                "application/x-www-form-urlencoded",
                "grant_type=password&client_id=admin-cli&username=" + USER + "&password=" + PASSWORD);
        return member(request, "access_token");
    }

    private HttpRequest.Builder post(String path, String contentType, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body));
    }

    private String member(HttpRequest.Builder request, String name) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return JSONObjectUtils.getString(JSONObjectUtils.parse(response.body()), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ParseException e) {
            throw new IllegalStateException("Keycloak's answer has no " + name, e);
        }
    }
}
