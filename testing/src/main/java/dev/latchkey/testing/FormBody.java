package dev.latchkey.testing;

import static java.util.stream.Collectors.joining;

import dev.latchkey.testing.wire.FormCoding;
import java.util.List;
import java.util.Map;

/** What a browser sends for a form (HTML §4.10.21.6 to §4.10.21.8). */
record FormBody(String contentType, String text) {
    private static final String BOUNDARY = "----TestBrowserFormBoundary";

    /** The body of a form with this {@code enctype}; an unknown one counts as the usual. */
    static FormBody of(String enctype, List<Map.Entry<String, String>> inputs) {
        return switch (enctype) {
            case PageForm.TEXT ->
                new FormBody(
                        PageForm.TEXT,
                        inputs.stream()
                                .map(input -> input.getKey() + "=" + input.getValue() + "\r\n")
                                .collect(joining()));
            case PageForm.MULTIPART ->
                new FormBody(
                        PageForm.MULTIPART + "; boundary=" + BOUNDARY,
                        inputs.stream().map(FormBody::part).collect(joining()) + "--" + BOUNDARY + "--\r\n");
            default -> new FormBody(PageForm.URL_ENCODED, FormCoding.encode(inputs));
        };
    }

    private static String part(Map.Entry<String, String> input) {
        String name = input.getKey().replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + input.getValue()
                + "\r\n";
    }
}
