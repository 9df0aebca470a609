package dev.latchkey.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Parameters;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which provider a user has (OpenID Connect Discovery §2, RFC 7033 §4): this one, for everybody at this host and port. */
final class WebFingerEndpoint implements EndpointHandler {
    private static final String ISSUER = "http://openid.net/specs/connect/1.0/issuer";

    private final ProviderState state;

    WebFingerEndpoint(ProviderState state) {
        this.state = state;
    }

    @Override
    public Answer answer(Request request) {
        Parameters parameters = request.parameters();
        String resource = parameters.get("resource");
        boolean once = parameters.values().getOrDefault("resource", List.of()).size() == 1;
        if (!request.method().equals("GET") || resource == null || !once) {
            return Reply.text(400, "text/plain", "expected GET with one resource");
        }
        if (!isHere(resource)) {
            return Reply.text(404, "text/plain", "nobody of this name is here");
        }
        List<String> wanted = parameters.values().getOrDefault("rel", List.of(ISSUER));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("subject", resource);
        document.put("links", wanted.contains(ISSUER) ? List.of(link(state.issuer())) : List.of());
        lie(document);
        return Reply.text(200, "application/jrd+json", JSONObjectUtils.toJSONString(document));
    }

    private void lie(Map<String, Object> document) {
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case WEBFINGER_WRONG_SUBJECT -> document.put("subject", "acct:somebody-else@other-issuer.example");
                case WEBFINGER_NO_ISSUER_LINK ->
                    document.put(
                            "links", List.of(Map.of("rel", "http://webfinger.net/rel/avatar", "href", state.issuer())));
                case WEBFINGER_OTHER_ISSUER -> document.put("links", List.of(link("https://other-issuer.example")));
                case WEBFINGER_ISSUER_HTTP_ELSEWHERE -> document.put("links", List.of(link("http://169.254.169.254/")));
                case WEBFINGER_ISSUER_NOT_TEXT -> document.put("links", List.of(link(42)));
                case WEBFINGER_TWO_ISSUERS -> {
                    List<Object> links = new ArrayList<>(List.of(link("https://other-issuer.example")));
                    links.add(link(state.issuer()));
                    document.put("links", links);
                }
                default -> {}
            }
        }
    }

    private static Map<String, Object> link(Object href) {
        return Map.of("rel", ISSUER, "href", href);
    }

    private boolean isHere(String resource) {
        String host = host(resource);
        return ("localhost:" + state.port()).equals(host) || ("127.0.0.1:" + state.port()).equals(host);
    }

    /** Host and port of {@code acct:user@host} and of web addresses, or null. */
    private static @Nullable String host(String resource) {
        if (resource.startsWith("acct:")) {
            int at = resource.lastIndexOf('@');
            return at < 0 ? null : resource.substring(at + 1);
        }
        if (!resource.startsWith("https:") && !resource.startsWith("http:")) {
            return null;
        }
        try {
            return URI.create(resource).getRawAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
