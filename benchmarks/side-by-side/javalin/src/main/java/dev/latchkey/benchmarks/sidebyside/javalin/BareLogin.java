package dev.latchkey.benchmarks.sidebyside.javalin;

import dev.latchkey.benchmarks.sidebyside.control.Control;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Javalin with a login that checks nothing and is worth nothing: the same requests, the same call of the token endpoint, a
 * cookie. No login over HTTP can cost less.
 */
public final class BareLogin {
    private static final String SESSION = "session";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"; // RFC 7636 appendix B

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final String authorizationUrl;
    private final URI tokenEndpoint;

    private BareLogin(String issuer, String redirectUri) throws IOException, InterruptedException {
        String metadata = send(HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")));
        tokenEndpoint = URI.create(member("token_endpoint", metadata));
        authorizationUrl = member("authorization_endpoint", metadata)
                + "?response_type=code&client_id=client1&scope=openid&nonce=nonce&redirect_uri=" + redirectUri
                + "&code_challenge_method=S256&code_challenge=" + CHALLENGE + "&state=";
    }

    /** Its port, and the issuer. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Control control = Control.open();
        int port = Integer.parseInt(arguments[0]);
        String redirectUri = "http://localhost:" + port + "/callback";
        BareLogin login = new BareLogin(arguments[1], redirectUri);
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get(Hello.PATH, login::hello);
                    config.routes.get("/callback", context -> login.callback(context, redirectUri));
                })
                .start(Hello.HOST, port);
        control.listening(port);
    }

    private void hello(Context context) {
        String session = context.cookie(SESSION);
        if (session != null && sessions.contains(session)) {
            context.result("Hello");
        } else {
            context.redirect(authorizationUrl + UUID.randomUUID(), HttpStatus.SEE_OTHER);
        }
    }

    private void callback(Context context, String redirectUri) throws IOException, InterruptedException {
        String form = "grant_type=authorization_code&code=" + context.queryParam("code") + "&code_verifier=" + VERIFIER
                + "&redirect_uri=" + redirectUri;
        String tokens = send(HttpRequest.newBuilder(tokenEndpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString("client1:secret1".getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        String session = UUID.randomUUID() + member("id_token", tokens).substring(0, 8);
        sessions.add(session);
        context.header("Set-Cookie", SESSION + "=" + session + "; Path=/; HttpOnly");
        context.redirect(Hello.PATH, HttpStatus.SEE_OTHER);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " from " + response.uri() + ": " + response.body());
        }
        return response.body();
    }

    private static String member(String name, String json) {
        Matcher member = Pattern.compile("\"" + name + "\" *: *\"([^\"]+)\"").matcher(json);
        if (!member.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return member.group(1);
    }
}
