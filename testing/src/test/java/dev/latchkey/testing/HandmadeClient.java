package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.testing.jose.Compact;
import dev.latchkey.testing.wire.FormCoding;
import dev.latchkey.testing.wire.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The code flow with PKCE, spelled out. Nobody listens at the redirect URI: the browser stops before it. */
final class HandmadeClient {
    static final String REDIRECT_URI = "http://localhost:1/callback";
    static final String VERIFIER = "verifier-verifier-verifier-verifier-verifier";
    static final String NONCE = "nonce-1";
    static final String STATE = "state-1";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestProvider provider;
    private final TestClient client;

    HandmadeClient(TestProvider provider) {
        this(provider, TestClient.confidential("client1", "secret1"));
    }

    HandmadeClient(TestProvider provider, TestClient client) {
        this.provider = provider;
        this.client = client;
    }

    /** The authorization request, with these parameters instead of the usual ones; an empty value leaves one out. */
    String authorizationUrl(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.clientId());
        parameters.put("redirect_uri", REDIRECT_URI);
        parameters.put("scope", "openid profile email");
        parameters.put("state", STATE);
        parameters.put("nonce", NONCE);
        parameters.put("code_challenge", Compact.s256(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        put(parameters, namesAndValues);
        return provider.uri(Endpoint.AUTHORIZATION) + "?" + encode(parameters);
    }

    /** Signs in and stops before the redirect URI: what it would receive. */
    Parameters callback(TestBrowser browser, String user, String... namesAndValues) {
        Page page = browser.open(authorizationUrl(namesAndValues));
        return parameters(browser.step(page, "Sign in", Map.of("username", user)));
    }

    /** What the redirect URI would receive by this redirect or form, in the query, the fragment or the body. */
    static Parameters parameters(Page redirect) {
        if (redirect.submitsItself()) {
            PageForm form = redirect.forms().get(0);
            return Parameters.of(FormCoding.encode(form.inputs().stream()
                    .map(input -> Map.entry(input.name(), input.value()))
                    .toList()));
        }
        URI location = redirect.location();
        if (!location.toString().startsWith(REDIRECT_URI)) {
            throw new AssertionError("expected a redirect to the client, not to " + location);
        }
        return Parameters.of(
                Objects.requireNonNullElse(location.getRawQuery(), ""),
                Objects.requireNonNullElse(location.getRawFragment(), ""));
    }

    /** A whole login of alice. */
    Answer login(String... namesAndValues) {
        return exchange(callback(new TestBrowser(), "alice", namesAndValues));
    }

    Answer exchange(Parameters callback, String... namesAndValues) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", callback.get("code", ""));
        form.put("redirect_uri", REDIRECT_URI);
        form.put("code_verifier", VERIFIER);
        put(form, namesAndValues);
        return post(Endpoint.TOKEN, form);
    }

    Answer refresh(String refreshToken) {
        return post(Endpoint.TOKEN, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** A form, with the client's credentials. */
    Answer post(Endpoint endpoint, Map<String, String> form) {
        Map<String, String> sent = new LinkedHashMap<>(form);
        HttpRequest.Builder request = HttpRequest.newBuilder(provider.uri(endpoint));
        String secret = client.clientSecret();
        if (secret != null && client.tokenEndpointAuthMethod().equals(TestClient.BASIC)) {
            request.header("Authorization", basic(client.clientId(), secret));
        } else {
            sent.put("client_id", client.clientId());
            if (secret != null) {
                sent.put("client_secret", secret);
            }
        }
        return send(form(request, sent));
    }

    static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> form) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(form)));
    }

    /** Identifier and secret, form-encoded before they are joined (RFC 6749 §2.3.1). */
    static String basic(String clientId, String secret) {
        String pair = FormCoding.encode(clientId) + ":" + FormCoding.encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    Answer get(Endpoint endpoint) {
        return send(HttpRequest.newBuilder(provider.uri(endpoint)));
    }

    Answer userInfo(String accessToken) {
        return send(HttpRequest.newBuilder(provider.uri(Endpoint.USERINFO))
                .header("Authorization", "Bearer " + accessToken));
    }

    Answer register(String json) {
        return send(HttpRequest.newBuilder(provider.uri(Endpoint.REGISTRATION))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** The published keys for signatures. */
    List<Map<String, Object>> signingKeys() {
        List<Map<String, Object>> keys = new ArrayList<>();
        for (Object key :
                (List<?>) Objects.requireNonNull(get(Endpoint.JWKS).json().get("keys"))) {
            Map<String, Object> members = new LinkedHashMap<>();
            ((Map<?, ?>) key).forEach((name, value) -> members.put(String.valueOf(name), value));
            keys.add(members);
        }
        keys.removeIf(key -> !"sig".equals(key.get("use")));
        return keys;
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String query(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, namesAndValues);
        return encode(parameters);
    }

    private static String encode(Map<String, String> parameters) {
        return FormCoding.encode(new ArrayList<>(parameters.entrySet()));
    }

    private static void put(Map<String, String> parameters, String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        parameters.values().removeAll(Arrays.asList(""));
    }
}
