package dev.latchkey.performance;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Measures all operations, in a process of its own in which nothing else runs; prints a line for each figure. */
final class Measurement {
    static final String BYTES = "bytes";
    static final String CRYPTOGRAPHY = "cryptography";
    static final String SEPARATOR = "\t";

    private Measurement() {}

    /** What to measure. */
    public static void main(String[] arguments) {
        if (arguments[0].equals(BYTES)) {
            AllocatedBytes bytes = new AllocatedBytes();
            new Operations(bytes::uncounted)
                    .byName()
                    .forEach((name, operations) -> print(name, BYTES, bytes.of(operations)));
        } else {
            CountingProvider counting = CountingProvider.install();
            new Operations(counting::uncounted)
                    .byName()
                    .forEach((name, operations) ->
                            count(counting, operations).forEach((algorithm, times) -> print(name, algorithm, times)));
        }
    }

    /** The second time: the first may do what is kept. */
    private static Map<String, Integer> count(CountingProvider counting, Supplier<Runnable> operations) {
        operations.get().run();
        Runnable operation = operations.get();
        counting.take();
        operation.run();
        return new TreeMap<>(counting.take());
    }

    private static void print(String name, String what, long figure) {
        System.out.println(name + SEPARATOR + what + SEPARATOR + figure);
    }
}
