package dev.latchkey.verify.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Which virtual threads kept their carrier while they waited, however shortly: a recording of the JDK's own event. */
final class Pinning implements AutoCloseable {
    private static final String EVENT = "jdk.VirtualThreadPinned";

    private final Recording recording = new Recording();

    private Pinning() {
        recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
        recording.start();
    }

    /** From now on. */
    static Pinning record() {
        return new Pinning();
    }

    /**
     * What comes of this, during which no virtual thread may keep its carrier.
     *
     * @throws AssertionError with the first that does, also if the work fails
     */
    static <T> T noneDuring(Callable<T> work) throws Exception {
        try (Pinning pinning = record()) {
            try {
                return work.call();
            } finally {
                assertThat(pinning.soFar().stream().findFirst()).isEmpty();
            }
        }
    }

    /** The waits that have ended so far: for each the reason, as far as the JDK tells it, and the stack. */
    List<String> soFar() throws IOException {
        Path file = Files.createTempFile("pinning", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(EVENT))
                    .map(Pinning::description)
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    private static String description(RecordedEvent event) {
        String reason = event.hasField("pinnedReason") ? " " + event.getString("pinnedReason") : "";
        return event.getStackTrace().getFrames().stream()
                .map(Pinning::description)
                .collect(Collectors.joining("\n  at ", "pinned:" + reason + "\n  at ", ""));
    }

    private static String description(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
    }

    @Override
    public void close() {
        recording.close();
    }
}
