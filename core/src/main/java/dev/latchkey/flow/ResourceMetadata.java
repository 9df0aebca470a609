package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.config.BaseUrl;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients should know of this application as a protected resource (RFC 9728 §2 and §3). Everybody may read it. */
final class ResourceMetadata {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final BaseUrl resource;
    private final AccessTokenIssuers issuers;
    private final List<String> scopes;

    ResourceMetadata(BaseUrl resource, AccessTokenIssuers issuers, List<String> scopes) {
        this.resource = resource;
        this.issuers = issuers;
        this.scopes = List.copyOf(scopes);
    }

    /** Clients look for the issuers' documents, so these are named as they call themselves (RFC 8414 §3.3). */
    private String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("resource", resource.toString());
        members.put("authorization_servers", issuers.names());
        if (!scopes.isEmpty()) {
            members.put("scopes_supported", scopes);
        }
        members.put("bearer_methods_supported", List.of("header"));
        return Json.write(members);
    }

    /** Where it is: before the path of the resource (RFC 9728 §3.1). */
    URI uri() {
        return URI.create(resource.origin() + WELL_KNOWN + resource.path());
    }

    /** Is it asked for? Behind a proxy that strips the application's path, or not. */
    boolean isAt(String path) {
        return path.startsWith(WELL_KNOWN)
                && (path.length() == WELL_KNOWN.length()
                        || path.substring(WELL_KNOWN.length()).equals(resource.path()));
    }

    /** The document; it holds nothing of anybody's, and scripts of every origin may read it. */
    Answer answer(WebRequest request) {
        boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
        WebResponse response = isRead
                ? WebResponse.json(200, json()).header("Cache-Control", "public, max-age=3600")
                : WebResponse.text(405, "Use GET.").header("Allow", "GET, HEAD");
        return new Answer(
                response.header("Access-Control-Allow-Origin", "*").header("X-Content-Type-Options", "nosniff"),
                IdentityChange.NONE);
    }
}
