package dev.latchkey.benchmarks.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Prints what sessions cost, by their number, in memory and in Redis, as a Markdown table. */
public final class ScaleTable {
    private ScaleTable() {}

    /** The numbers of sessions. */
    public static void main(String[] sizes) throws InterruptedException, ExecutionException {
        List<Row> rows = new ArrayList<>();
        List<Supplier<Setting>> settings = List.of(MemorySetting::new, RedisSetting::new);
        for (Supplier<Setting> setting : settings) {
            for (int size : Stream.of(sizes).mapToInt(Integer::parseInt).toArray()) {
                try (Setting measured = setting.get()) {
                    System.err.println(measured.name() + ": " + size + " people sign in");
                    rows.add(new Crowd(measured, size).measure());
                }
            }
        }
        System.out.println(Row.HEAD);
        rows.forEach(System.out::println);
    }
}
