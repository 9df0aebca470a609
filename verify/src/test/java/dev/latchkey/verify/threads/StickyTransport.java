package dev.latchkey.verify.threads;

import dev.latchkey.config.HttpSettings;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.internal.JdkHttpTransport;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * A transport that can be told to wait within the initializer of a class, once. That keeps the carrier of a virtual thread on
 * every JDK; {@code synchronized} does until 23.
 */
final class StickyTransport implements HttpTransport {
    private static volatile boolean isEnough;

    private final HttpTransport usual = new JdkHttpTransport(HttpSettings.defaults()::newClient);
    private volatile boolean sticks;

    private static final class Initialized {
        static {
            while (!isEnough) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        private Initialized() {}

        static void require() {}
    }

    /** The next call waits. */
    void stick() {
        sticks = true;
    }

    /** It goes on. */
    static void loosen() {
        isEnough = true;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        if (sticks) {
            Initialized.require();
        }
        return usual.send(call);
    }
}
