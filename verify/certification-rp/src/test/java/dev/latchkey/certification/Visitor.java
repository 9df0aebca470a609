package dev.latchkey.certification;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** A browser without scripts that fills the provider's sign-in page in, and hands forms on. */
final class Visitor {
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\"(?: value=\"([^\"]*)\")?");

    private final HttpClient client;
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    Visitor(SSLContext trust) {
        client = HttpClient.newBuilder()
                .sslContext(trust)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return follow(request(URI.create(url)).build());
    }

    HttpResponse<String> post(String url, String type, String body) throws IOException, InterruptedException {
        return post(url, type, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String url, String type, byte[] body) throws IOException, InterruptedException {
        return follow(request(URI.create(url))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    HttpResponse<String> post(String url, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return post(url, "application/x-www-form-urlencoded", body);
    }

    /** Signs Alice in at the provider's page, and does what the scripts of the pages after it would do. */
    HttpResponse<String> signIn(String loginUrl, Map<?, ?> fragment) throws IOException, InterruptedException {
        HttpResponse<String> page = get(loginUrl);
        Map<String, String> form = hidden(page.body());
        form.put("username", "alice");
        HttpResponse<String> answer = post(action(page), form);
        if (answer.uri().getRawFragment() != null) {
            return post(
                    String.valueOf(fragment.get("url")),
                    Map.of(String.valueOf(fragment.get("param")), answer.uri().getRawFragment()));
        }
        boolean isFormPost = answer.statusCode() == 200 && answer.body().contains(".submit(");
        return isFormPost ? post(action(answer), hidden(answer.body())) : answer;
    }

    /** Redirects are followed by hand: the fragment of the last one is part of the answer's address. */
    private HttpResponse<String> follow(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        for (int i = 0; i < 10 && response.statusCode() / 100 == 3; i++) {
            URI target = response.uri()
                    .resolve(response.headers().firstValue("Location").orElseThrow());
            if (target.getRawFragment() != null) {
                return new Redirected(response, target);
            }
            response = send(request(target).build());
        }
        return response;
    }

    /** With the cookies of this host and port: all paths, no expiry but deletion. */
    private HttpRequest.Builder request(URI uri) {
        String pairs = cookies.getOrDefault(uri.getRawAuthority(), Map.of()).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/html");
        return pairs.isEmpty() ? request : request.header("Cookie", pairs);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        Map<String, String> jar = cookies.computeIfAbsent(request.uri().getRawAuthority(), host -> new HashMap<>());
        for (String header : response.headers().allValues("Set-Cookie")) {
            int equals = header.indexOf('=');
            String name = header.substring(0, equals);
            if (header.contains("Max-Age=0")) {
                jar.remove(name);
            } else {
                jar.put(name, header.substring(equals + 1).replaceAll(";.*", ""));
            }
        }
        return response;
    }

    private static String action(HttpResponse<String> page) {
        Matcher action = ACTION.matcher(page.body());
        if (!action.find()) {
            throw new AssertionError("no form in " + page.statusCode() + " " + page.body());
        }
        return page.uri().resolve(unescaped(action.group(1))).toString();
    }

    private static Map<String, String> hidden(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = HIDDEN.matcher(page);
        while (field.find()) {
            fields.put(unescaped(field.group(1)), field.group(2) == null ? "" : unescaped(field.group(2)));
        }
        return fields;
    }

    private static String unescaped(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
