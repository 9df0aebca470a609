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

    /** Makes a client, described in JSON. */
    void register(String realm, String client) {
        requireDone(request("/admin/realms/" + realm + "/clients")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(client)));
    }

    /** Makes a client scope, described as {@code id} and more in JSON, and lets a client ask for it. */
    void offerScope(String realm, String client, String id, String scope) {
        String path = "/admin/realms/" + realm;
        requireDone(request(path + "/client-scopes")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(scope)));
        requireDone(request(path + "/clients/" + client + "/optional-client-scopes/" + id)
                .PUT(BodyPublishers.noBody()));
    }

    private void requireDone(HttpRequest.Builder request) {
        HttpResponse<String> answer = send(request.header("Authorization", "Bearer " + accessToken()));
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer + " " + answer.body());
        }
    }

    private String accessToken() {
        HttpRequest.Builder request = post(
                "/realms/master/protocol/openid-connect/token",
                "application/x-www-form-urlencoded",
                "grant_type=password&client_id=admin-cli&username=" + USER + "&password=" + PASSWORD);
        return member(request, "access_token");
    }

    private HttpRequest.Builder post(String path, String contentType, String body) {
        return request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    }

    private String member(HttpRequest.Builder request, String name) {
        try {
            return JSONObjectUtils.getString(JSONObjectUtils.parse(send(request).body()), name);
        } catch (ParseException e) {
            throw new IllegalStateException("Keycloak's answer has no " + name, e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
