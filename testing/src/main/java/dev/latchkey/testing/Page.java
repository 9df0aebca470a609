package dev.latchkey.testing;

import dev.latchkey.testing.html.Html;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a browser got: an answer, with the way that led there. Immutable. */
public final class Page {
    private final URI uri;
    private final int status;
    private final Map<String, List<String>> headers;
    private final String body;
    private final List<URI> redirects;
    private final Html html;

    Page(URI uri, int status, Map<String, List<String>> headers, String body, List<URI> redirects) {
        this.uri = uri;
        this.status = status;
        TreeMap<String, List<String>> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(headers);
        this.headers = ignoringCase;
        this.body = body;
        this.redirects = List.copyOf(redirects);
        this.html = new Html(body);
    }

    /** The address of the page, after all redirects. */
    public String url() {
        return uri.toString();
    }

    /** The address of the page, after all redirects. */
    public URI uri() {
        return uri;
    }

    /** What comes after the {@code #} of the address, as it is; null if there is no {@code #}. Servers never see it. */
    public @Nullable String fragment() {
        return uri.getRawFragment();
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The first value of a header, or null; upper and lower case are the same. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** All headers, by names in upper or lower case. */
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** The body as text. */
    public String body() {
        return body;
    }

    /** The addresses that were redirected to, in their order; the last is that of the page. */
    public List<URI> redirects() {
        return redirects;
    }

    /**
     * The absolute address that this answer redirects to.
     *
     * @throws IllegalStateException if it does not redirect
     */
    public URI location() {
        String location = header("Location");
        if (location == null) {
            throw new IllegalStateException("no Location in " + this);
        }
        return uri.resolve(location);
    }

    /** The title; empty if there is none. */
    public String title() {
        return html.title();
    }

    /** The text of the body without markup; white space is collapsed. */
    public String text() {
        return html.text();
    }

    /**
     * The absolute address of the first link with this text.
     *
     * @throws IllegalStateException if there is none
     */
    public URI link(String text) {
        return html.links().stream()
                .filter(link -> link.text().equals(text))
                .map(link -> uri.resolve(link.href()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no link \"" + text + "\" in " + this));
    }

    /** The absolute addresses of its frames, in their order. */
    public List<URI> frames() {
        return html.frames().stream().map(uri::resolve).toList();
    }

    /** The forms, in their order. */
    public List<PageForm> forms() {
        return html.forms().stream().map(this::form).toList();
    }

    /**
     * Whether a script of the page seems to send the page's only form, as in OAuth 2.0 Form Post Response Mode §2: some
     * script, or {@code onload} of the body, has {@code .submit(}.
     */
    public boolean submitsItself() {
        return html.submitsItself() && forms().size() == 1;
    }

    boolean hasScript() {
        return html.hasScript();
    }

    /** Address, status and the beginning of the text. */
    @Override
    public String toString() {
        String text = text();
        return uri + " [" + status + "] " + (text.length() > 500 ? text.substring(0, 500) + "…" : text);
    }

    private PageForm form(Html.Form form) {
        List<PageForm.Button> buttons = form.buttons().stream()
                .map(button -> new PageForm.Button(button.text(), button.name(), button.value()))
                .toList();
        List<PageForm.Input> inputs = form.inputs().stream()
                .map(input -> new PageForm.Input(input.name(), input.value(), input.hidden()))
                .toList();
        URI action = form.action().isEmpty() ? uri : uri.resolve(form.action());
        return new PageForm(form.method(), form.enctype(), action, inputs, buttons);
    }
}
