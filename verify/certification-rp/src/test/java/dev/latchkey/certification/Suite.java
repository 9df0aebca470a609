package dev.latchkey.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Who configures an application of its own, drives it by the addresses in the answer, and asks for the outcome. */
final class Suite implements AutoCloseable {
    private final CertificationServer server;
    private Visitor visitor = new Visitor(trustingAnybody());
    private Map<String, Object> addresses = Map.of();

    private Suite(CertificationServer server) {
        this.server = server;
    }

    static Suite start() {
        return start(InstantSource.system());
    }

    static Suite start(InstantSource clock) {
        try {
            return new Suite(CertificationServer.start(
                    URI.create("https://localhost:0"), Tls.of("localhost", null, null, null), null, clock));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drives with another browser from now on. */
    void takeAnotherBrowser() {
        visitor = new Visitor(trustingAnybody());
    }

    HttpResponse<String> control(String path, String body) throws Exception {
        return visitor.post(controlAddress(path), "application/json", body);
    }

    HttpResponse<String> controlBytes(String path, byte[] body) throws Exception {
        return visitor.post(controlAddress(path), "application/json", body);
    }

    URI base() {
        return server.base();
    }

    String controlAddress(String path) {
        return server.base() + "/control/" + path;
    }

    void configure(String issuer, Map<String, ?> more) throws Exception {
        Map<String, Object> configuration = new LinkedHashMap<>(Map.of("issuer", issuer));
        configuration.putAll(more);
        configure(configuration);
    }

    void configure(Map<String, ?> configuration) throws Exception {
        HttpResponse<String> answer = control("configure", Json.write(configuration));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        addresses = Json.parse(answer.body());
    }

    /** An address of the configuration. */
    String address(String name) {
        return String.valueOf(addresses.get(name));
    }

    HttpResponse<String> get(String url) throws Exception {
        return visitor.get(url);
    }

    HttpResponse<String> signIn() throws Exception {
        return signIn(address("login_url"));
    }

    HttpResponse<String> signIn(String loginUrl) throws Exception {
        return visitor.signIn(loginUrl, Objects.requireNonNull(Json.object(addresses, "fragment")));
    }

    Map<String, Object> finish() throws Exception {
        return Json.parse(control("finish", "").body());
    }

    boolean isUp() throws Exception {
        return visitor.get(controlAddress("health")).statusCode() == 200;
    }

    @Override
    public void close() {
        server.close();
    }

    static SSLContext trustingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The suite trusts the certificate that was made on the fly. */
    private static final class Anybody implements X509TrustManager {
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
