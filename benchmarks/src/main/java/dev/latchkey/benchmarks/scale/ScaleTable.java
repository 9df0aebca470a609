package dev.latchkey.benchmarks.scale;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Prints what sessions cost, by their number, in memory and in Redis, as a Markdown table. */
public final class ScaleTable {
    private ScaleTable() {}

    /** The numbers of sessions. */
    public static void main(String[] sizes) throws InterruptedException, ExecutionException {
        System.out.println(Row.HEAD);
        List<Supplier<Setting>> settings = List.of(MemorySetting::new, RedisSetting::new);
        for (Supplier<Setting> setting : settings) {
            for (int size : Stream.of(sizes).mapToInt(Integer::parseInt).toArray()) {
                try (Setting measured = setting.get()) {
                    System.out.println(new Crowd(measured, size).measure());
                }
            }
        }
    }
}
