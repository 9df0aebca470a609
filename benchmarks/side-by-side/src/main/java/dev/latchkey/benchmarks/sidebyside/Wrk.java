package dev.latchkey.benchmarks.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load by wrk: one thread, sixteen connections that are kept. */
final class Wrk {
    private static final Pattern REQUESTS =
            Pattern.compile("([0-9]+) requests in [^,]+, ([0-9.]+)([KMG]?)B read", Pattern.CASE_INSENSITIVE);
    private static final Pattern RATE = Pattern.compile("Requests/sec: *([0-9.]+)");
    private static final Pattern FAILURES = Pattern.compile("(Non-2xx|Socket errors).*");

    private Wrk() {}

    /**
     * What a load was.
     *
     * @param requests how many requests were answered
     * @param perSecond how many in a second
     * @param answerBytes the length of an answer
     */
    record Load(long requests, double perSecond, double answerBytes) {}

    /**
     * Loads this address for some seconds.
     *
     * @throws IllegalStateException if a request failed
     */
    static Load load(String url, List<String> headers, int seconds) {
        ProcessBuilder command = new ProcessBuilder("wrk", "-t1", "-c16", "-d" + seconds + "s");
        headers.forEach(header -> command.command().addAll(List.of("-H", header)));
        command.command().add(url);
        try {
            Process process = command.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher requests = REQUESTS.matcher(output);
            Matcher rate = RATE.matcher(output);
            if (process.waitFor() != 0
                    || FAILURES.matcher(output).find()
                    || !requests.find()
                    || !rate.find()
                    || requests.group(1).equals("0")) {
                throw new IllegalStateException("wrk failed:\n" + output);
            }
            long count = Long.parseLong(requests.group(1));
            double bytes = Double.parseDouble(requests.group(2)) * factor(requests.group(3));
            return new Load(count, Double.parseDouble(rate.group(1)), bytes / count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static double factor(String unit) {
        return Math.pow(1024, " KMG".indexOf(unit.isEmpty() ? " " : unit));
    }
}
