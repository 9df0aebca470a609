package dev.latchkey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.testing.wire.FormCoding;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** What the provider fetches from its clients. It trusts every certificate, since tests have no authority for them. */
final class OutgoingRequests {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .sslContext(trustingContext())
            .build();
    private static final int LONGEST_BODY = 1 << 20;

    private OutgoingRequests() {}

    /** What was fetched. */
    record Fetched(String contentType, String body) {}

    /**
     * Fetches from https anywhere, or from http on loopback; follows no redirect.
     *
     * @throws IllegalArgumentException if the address is another, or there is nothing
     */
    static Fetched get(String address) {
        if (!ClientAddresses.isProtected(address)) {
            throw new IllegalArgumentException("expected https, or http on a loopback host, not " + address);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<InputStream> response = HTTP.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IllegalArgumentException(address + " answered " + response.statusCode());
                }
                String type = response.headers().firstValue("Content-Type").orElse("");
                return new Fetched(type, new String(body.readNBytes(LONGEST_BODY), UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(address + " cannot be fetched: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException(address + " was not fetched in time", e);
        }
    }

    /** Posts a form with one field to https anywhere, or to http on loopback; follows no redirect. */
    static LogoutDelivery post(String clientId, String address, String name, String value) {
        if (!ClientAddresses.isProtected(address)) {
            throw new IllegalArgumentException("expected https, or http on a loopback host, not " + address);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(FormCoding.encode(List.of(Map.entry(name, value)))))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            Map<String, String> headers = new TreeMap<>();
            response.headers().map().forEach((header, values) -> headers.put(header, values.get(0)));
            return new LogoutDelivery(clientId, response.statusCode(), headers, response.body());
        } catch (IOException e) {
            return new LogoutDelivery(clientId, 0, Map.of(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LogoutDelivery(clientId, 0, Map.of(), "interrupted");
        }
    }

    private static SSLContext trustingContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEverybody()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TrustEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
