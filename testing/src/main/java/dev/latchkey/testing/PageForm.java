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
 * @param action the absolute address that it is sent to
 * @param fields what it would send as it stands, without a button
 * @param buttons its buttons
 */
public record PageForm(String method, URI action, Map<String, String> fields, List<Button> buttons) {
    /** The form with these parts. */
    public PageForm {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        buttons = List.copyOf(buttons);
    }

    /**
     * A button that sends the form.
     *
     * @param text what it says
     * @param name the parameter that it adds; empty if it adds none
     * @param value the value of that parameter
     */
    public record Button(String text, String name, String value) {}
}
