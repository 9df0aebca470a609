package dev.latchkey.benchmarks.sidebyside;

import dev.latchkey.benchmarks.sidebyside.Running.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** Measurements of a subject, each beside one of the unprotected server with the same header. */
final class Pairs {
    private final List<Cost> bare = new ArrayList<>();
    private final List<Cost> measured = new ArrayList<>();

    void add(Cost unprotected, Cost subject) {
        bare.add(unprotected);
        measured.add(subject);
    }

    /** The subject's. */
    Estimate of(ToDoubleFunction<Cost> value) {
        return Estimate.of(measured.stream().mapToDouble(value));
    }

    /** The unprotected server's. */
    Estimate ofBare(ToDoubleFunction<Cost> value) {
        return Estimate.of(bare.stream().mapToDouble(value));
    }

    /** Of each pair; the subject comes first. */
    Estimate compared(ToDoubleBiFunction<Cost, Cost> comparison) {
        double[] values = new double[bare.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = comparison.applyAsDouble(measured.get(i), bare.get(i));
        }
        return Estimate.of(values);
    }
}
