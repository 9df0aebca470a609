package dev.latchkey.testing;

import java.time.Duration;
import java.util.Arrays;

/** Prints how long a provider takes to start, to its first answer, and to its first ID token. */
final class StartupTime {
    private static final int RUNS = 11;

    private StartupTime() {}

    public static void main(String[] args) {
        long[] start = new long[RUNS];
        long[] answer = new long[RUNS];
        long[] idToken = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long begin = System.nanoTime();
            try (TestProvider provider = TestProvider.start()) {
                start[run] = System.nanoTime() - begin;
                HandmadeClient client = new HandmadeClient(provider);
                client.get(Endpoint.DISCOVERY);
                answer[run] = System.nanoTime() - begin;
                client.login();
                idToken[run] = System.nanoTime() - begin;
            }
        }
        print("started", start);
        print("first answer", answer);
        print("first login", idToken);
    }

    private static void print(String what, long[] nanoseconds) {
        long first = nanoseconds[0];
        Arrays.sort(nanoseconds);
        System.out.printf(
                "%-13s median %3d ms, first %3d ms, slowest %3d ms%n",
                what, millis(nanoseconds[RUNS / 2]), millis(first), millis(nanoseconds[RUNS - 1]));
    }

    private static long millis(long nanoseconds) {
        return Duration.ofNanos(nanoseconds).toMillis();
    }
}
