package dev.latchkey.testing;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form on a page; immutable.
 *
 * @param method {@code get} or {@code post}
 * @param enctype the content type that it is sent as
 * @param action the absolute address that it is sent to
 * @param inputs what it would send as it stands, without a button
 * @param buttons its buttons
 */
public record PageForm(String method, String enctype, URI action, List<Input> inputs, List<Button> buttons) {
    static final String URL_ENCODED = "application/x-www-form-urlencoded";
    static final String MULTIPART = "multipart/form-data";
    static final String TEXT = "text/plain";

    /** The form with these parts. */
    public PageForm {
        inputs = List.copyOf(inputs);
        buttons = List.copyOf(buttons);
    }

    /** What it would send as it stands, without a button; of several values of a name, the last. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        inputs.forEach(input -> fields.put(input.name(), input.value()));
        return Collections.unmodifiableMap(fields);
    }

    /**
     * A name and its value.
     *
     * @param name the parameter
     * @param value its value as it stands
     * @param hidden whether users cannot see it
     */
    public record Input(String name, String value, boolean hidden) {}

    /**
     * A button that sends the form.
     *
     * @param text what it says
     * @param name the parameter that it adds; empty if it adds none
     * @param value the value of that parameter
     */
    public record Button(String text, String name, String value) {}
}
