package dev.latchkey.performance;

import dev.latchkey.http.RequestHeaders;
import dev.latchkey.http.WebRequest;
import java.util.ArrayList;
import java.util.List;

/** The header fields of a request, which remember which of them were looked up. */
final class CountedHeaders implements RequestHeaders {
    private final RequestHeaders headers;
    private final List<String> names = new ArrayList<>();

    CountedHeaders(RequestHeaders headers) {
        this.headers = headers;
    }

    /** The names that were looked up, each as often as it was. */
    List<String> lookedUp() {
        return names;
    }

    /** The request with these header fields. */
    WebRequest in(WebRequest request) {
        return new WebRequest(request.method(), request.path(), request.query(), this, request.body());
    }

    @Override
    public List<String> all(String name) {
        names.add(name);
        return headers.all(name);
    }
}
