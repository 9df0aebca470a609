package dev.latchkey.verify.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A virtual thread that waits while it holds a monitor keeps its carrier, on JDK 21 to 23. */
class MonitorsTest {
    /** What no published class has. */
    static final class Synchronized {
        private int number;

        synchronized void method() {
            number++;
        }

        void block() {
            Runnable within = () -> {
                synchronized (this) {
                    number++;
                }
            };
            within.run();
        }

        int neither() {
            return number;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_synchronized(LatchkeyModule module) throws IOException {
        List<String> methods = new ArrayList<>();
        for (String name : module.classNames()) {
            methods.addAll(Monitors.in(name));
        }

        assertThat(methods).isEmpty();
    }

    @Test
    void synchronized_methods_and_blocks_are_found() throws IOException {
        List<String> methods = Monitors.in(Synchronized.class.getName());

        assertThat(methods).hasSize(2);
        assertThat(methods.get(0)).endsWith("$Synchronized.method");
        assertThat(methods.get(1)).endsWith("$Synchronized.lambda$block$0");
    }
}
