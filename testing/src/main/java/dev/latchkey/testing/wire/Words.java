package dev.latchkey.testing.wire;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Lists separated by spaces, as in {@code scope} and {@code prompt}. */
public final class Words {
    private Words() {}

    /** The words, in their order. */
    public static Set<String> of(String text) {
        LinkedHashSet<String> words = new LinkedHashSet<>(Arrays.asList(text.split(" ", -1)));
        words.remove("");
        return Collections.unmodifiableSet(words);
    }
}
