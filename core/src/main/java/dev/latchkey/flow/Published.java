package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.authorization.RequestObjects;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.internal.ClientKeySet;
import org.jspecify.annotations.Nullable;

/** A provider fetches something of ours: public keys (RFC 7517 §5), or a request object (OpenID Connect Core §6.2). */
final class Published {
    private final @Nullable ClientKeySet keys;
    private final RequestObjects requestObjects;

    Published(@Nullable ClientKeySet keys, RequestObjects requestObjects) {
        this.keys = keys;
        this.requestObjects = requestObjects;
    }

    /** Our public keys; null if we have none. */
    @Nullable
    Answer keys(WebRequest request) {
        return keys == null ? null : content(request, "application/jwk-set+json", keys.publicJson());
    }

    /** A request object that a login in the last minute was started with. */
    Answer requestObject(WebRequest request, String id) {
        String jwt = requestObjects.find(id);
        return jwt == null
                ? Responses.answer(WebResponse.text(404, "There is no such request object, or its minute is over."))
                : content(request, "application/oauth-authz-req+jwt", jwt);
    }

    private static Answer content(WebRequest request, String type, String body) {
        return Responses.answer(
                request.method().equals("GET") || request.method().equals("HEAD")
                        ? WebResponse.text(200, body).header("Content-Type", type)
                        : WebResponse.text(405, "Use GET.").header("Allow", "GET"));
    }
}
