package dev.latchkey.benchmarks.scale;

import java.util.Locale;

/**
 * What sessions of a number cost.
 *
 * @param store where they are
 * @param sessions how many
 * @param find nanoseconds for a look-up in the store
 * @param request nanoseconds for a request of a user who is signed in
 * @param save nanoseconds to replace a session by its next version
 * @param logout nanoseconds to end the sessions of a user who has one
 * @param login nanoseconds for the longest of the logins after all sessions have expired; NaN: no login pays for that
 * @param bytes bytes for a session
 * @param tokenBytes those of them that are tokens
 */
record Row(
        String store,
        int sessions,
        double find,
        double request,
        double save,
        double logout,
        double login,
        double bytes,
        double tokenBytes) {
    static final String HEAD = """
            | Store | Sessions | Look-up | Request | Save | Logout by subject | Longest login when all have expired | \
            Memory per session | without the tokens |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|""";

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %s | %s | %s | %s | %,.0f B | %,.0f B |",
                store,
                sessions,
                micros(find),
                micros(request),
                micros(save),
                micros(logout),
                Double.isNaN(login) ? "–" : String.format(Locale.ROOT, "%.1f ms", login / 1_000_000),
                bytes,
                bytes - tokenBytes);
    }

    private static String micros(double nanos) {
        return String.format(Locale.ROOT, nanos < 10_000 ? "%.2f µs" : "%.0f µs", nanos / 1000);
    }
}
