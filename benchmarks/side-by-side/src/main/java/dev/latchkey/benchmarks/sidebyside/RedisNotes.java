package dev.latchkey.benchmarks.sidebyside;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sentences about what latchkey-redis asks of Redis. */
final class RedisNotes {
    private RedisNotes() {}

    /** Commands for some requests, from how often each was sent before and after them. */
    static String commands(String server, int requests, Map<String, Long> before, Map<String, Long> after) {
        String counts = after.entrySet().stream()
                .map(call -> Map.entry(call.getKey(), call.getValue() - before.getOrDefault(call.getKey(), 0L)))
                .filter(call -> call.getValue() > 0)
                .map(call -> call.getValue() + " " + call.getKey().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return "latchkey-redis on " + server + ": " + requests + " requests send these commands: " + counts + ".";
    }

    /** Of an answer with the record's length and pairs of microseconds. */
    static String roundTrip(String answer) {
        String[] words = answer.split(" ", -1);
        double[][] pairs = Arrays.stream(words)
                .skip(1)
                .map(pair -> Arrays.stream(pair.split("/", 2))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        Estimate bare = Estimate.of(Arrays.stream(pairs).mapToDouble(pair -> pair[0]));
        Estimate decision = Estimate.of(Arrays.stream(pairs).mapToDouble(pair -> pair[1]));
        Estimate ratio = Estimate.of(Arrays.stream(pairs).mapToDouble(pair -> pair[1] / pair[0]));
        return String.format(
                Locale.ROOT,
                "latchkey-redis in one thread, without HTTP: a decision takes %.1f µs, a bare GET of its record of %s bytes"
                        + " %.1f µs; ratio %.2f (%.2f to %.2f) of %d pairs.",
                decision.median(),
                words[0],
                bare.median(),
                ratio.median(),
                ratio.low(),
                ratio.high(),
                pairs.length);
    }
}
