package dev.latchkey.benchmarks.sidebyside;

import java.util.Locale;

/**
 * What a request costs a server.
 *
 * @param subject what was measured
 * @param headerBytes the length of the header that shows who the request comes from
 * @param micros processor time in microseconds
 * @param tax what is more than unprotected, in microseconds
 * @param throughputRatio throughput in units of unprotected
 * @param perSecond requests in a second
 * @param bytes allocated bytes
 * @param bytesRatio the same, in units of unprotected
 * @param heap the bytes of the heap in use after all measurements
 * @param heapRatio the same, in units of unprotected
 */
record CostRow(
        Subject subject,
        int headerBytes,
        Estimate micros,
        Estimate tax,
        double throughputRatio,
        double perSecond,
        double bytes,
        double bytesRatio,
        long heap,
        double heapRatio) {
    static final String HEAD = """
            | Server | Before the handler | Header | CPU per request | More than unprotected | CPU ratio | Requests/s | \
            Throughput ratio | Allocated per request | Ratio | Heap after | Ratio |
            |---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|""";

    /** Processor time in units of unprotected, with the same header. */
    private double cpuRatio() {
        return micros.median() / (micros.median() - tax.median());
    }

    String markdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,d B | %.1f µs | %s | %.2f | %,.0f | %.2f | %,.0f B | %.2f | %.1f MB | %.2f |",
                subject.server(),
                subject.name(),
                headerBytes,
                micros.median(),
                subject.isUnprotected() ? "–" : interval(),
                cpuRatio(),
                perSecond,
                throughputRatio,
                bytes,
                bytesRatio,
                heap / 1e6,
                heapRatio);
    }

    private String interval() {
        return String.format(Locale.ROOT, "%.2f µs (%.2f to %.2f)", tax.median(), tax.low(), tax.high());
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"server\": \"%s\", \"subject\": \"%s\", \"cpu_us\": %.3f, \"tax_us\": %.3f, \"tax_low_us\": %.3f, "
                        + "\"tax_high_us\": %.3f, \"cpu_ratio\": %.4f, \"throughput_ratio\": %.4f, "
                        + "\"requests_per_second\": %.1f, \"alloc_bytes\": %.1f, \"alloc_ratio\": %.4f, "
                        + "\"heap_bytes\": %d, \"heap_ratio\": %.4f, \"header_bytes\": %d}",
                subject.server(),
                subject.name(),
                micros.median(),
                tax.median(),
                tax.low(),
                tax.high(),
                cpuRatio(),
                throughputRatio,
                perSecond,
                bytes,
                bytesRatio,
                heap,
                heapRatio,
                headerBytes);
    }
}
