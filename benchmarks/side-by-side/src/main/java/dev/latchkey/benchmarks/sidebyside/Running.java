package dev.latchkey.benchmarks.sidebyside;

import java.util.List;

/** A subject that runs, and a person who is signed in there. */
final class Running implements AutoCloseable {
    private static final double SAME_LENGTH = 0.02;
    private static final String HOST = "127.0.0.1";

    private final Subject subject;
    private final ServerProcess process;
    private final Browser browser;
    private final String token;
    private double answerBytes;

    /**
     * What a request costs the server.
     *
     * @param micros processor time in microseconds
     * @param bytes allocated bytes
     * @param perSecond requests in a second
     * @param compilation milliseconds of compilation meanwhile
     */
    record Cost(double micros, double bytes, double perSecond, long compilation) {}

    /** A header that shows who a request comes from. */
    record Credentials(String name, String value) {
        @Override
        public String toString() {
            return name + ": " + value;
        }
    }

    Running(Subject subject, Launcher launcher, Browser.Person person, String token) {
        this.subject = subject;
        this.process = launcher.start(subject);
        this.browser = new Browser(person);
        this.token = token;
    }

    Subject subject() {
        return subject;
    }

    ServerProcess process() {
        return process;
    }

    /** What a request sends now: a browser takes over a cookie when the application renews it. */
    Credentials credentials() {
        return switch (subject.signIn()) {
            case SESSION ->
                new Credentials("Cookie", browser.open(process.port()).cookies());
            case TOKEN -> new Credentials("Authorization", "Bearer " + token);
            case NONE -> throw new IllegalStateException(subject + " asks for nobody");
        };
    }

    /**
     * Loads the server with requests that have this header.
     *
     * @throws IllegalStateException if one is not answered by the page
     */
    Cost load(Credentials credentials, int seconds) {
        requirePage(credentials);
        ServerProcess.Usage before = process.usage();
        Wrk.Load load = Wrk.load(
                "http://" + HOST + ":" + process.port() + "/hello",
                List.of("Host: localhost:" + process.port(), credentials.toString()),
                seconds);
        ServerProcess.Usage used = process.usage().since(before);
        requirePage(credentials);
        requireSameLength(load.answerBytes());
        return new Cost(
                used.nanos() / 1000.0 / load.requests(),
                (double) used.bytes() / load.requests(),
                load.perSecond(),
                used.compilation());
    }

    /** So many requests with this header, one after the other. */
    void request(Credentials credentials, int times) {
        for (int i = 0; i < times; i++) {
            requirePage(credentials);
        }
    }

    private void requirePage(Credentials credentials) {
        int status = Browser.status(process.port(), credentials.name(), credentials.value());
        if (status != 200) {
            throw new IllegalStateException(subject + " answers " + status);
        }
    }

    /** A redirect is no failure to wrk; it has another length. */
    private void requireSameLength(double bytes) {
        if (answerBytes == 0) {
            answerBytes = bytes;
        }
        if (Math.abs(bytes / answerBytes - 1) > SAME_LENGTH) {
            throw new IllegalStateException(
                    subject + " answers of " + bytes + " bytes instead of " + answerBytes + " bytes");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
