package dev.latchkey.benchmarks.sidebyside.javalin;

import dev.latchkey.benchmarks.sidebyside.control.Control;
import io.javalin.Javalin;
import java.io.IOException;

/** Javalin, unprotected. */
public final class BareJavalin {
    private BareJavalin() {}

    /** Its port. */
    public static void main(String[] arguments) throws IOException {
        Control control = Control.open();
        int port = Integer.parseInt(arguments[0]);
        Javalin.create(config -> {
                    Hello.at(config);
                    config.routes.get(Hello.OPEN, context -> context.result("Open"));
                })
                .start(Hello.HOST, port);
        control.listening(port);
    }
}
