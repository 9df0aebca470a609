package dev.latchkey.testing.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The decoded parameters of a request, in their order. */
public record Parameters(Map<String, List<String>> values) {
    /** The parameters of these queries and forms together. */
    public static Parameters of(String... encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String text : encoded) {
            FormCoding.decodeInto(values, text);
        }
        values.replaceAll((name, all) -> List.copyOf(all));
        return new Parameters(values);
    }

    /** The first value, or null. */
    public @Nullable String get(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.get(0);
    }

    /** The first value, or this one. */
    public String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    /** The words of a value that is a list separated by spaces. */
    public Set<String> words(String name) {
        return Words.of(get(name, ""));
    }

    /** The name of a parameter that came more than once, or null. */
    public @Nullable String repeated() {
        return repeated(Set.of());
    }

    /** The name of a parameter that came more than once and is none of these, or null. */
    public @Nullable String repeated(Set<String> repeatable) {
        return values.entrySet().stream()
                .filter(parameter -> parameter.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .filter(name -> !repeatable.contains(name))
                .findFirst()
                .orElse(null);
    }

    /** The parameters except these, one after the other. */
    public List<Map.Entry<String, String>> listWithout(Set<String> names) {
        List<Map.Entry<String, String>> list = new ArrayList<>();
        values.forEach((name, all) -> {
            if (!names.contains(name)) {
                all.forEach(value -> list.add(Map.entry(name, value)));
            }
        });
        return list;
    }
}
