package dev.latchkey.benchmarks.sidebyside.javalin;

import dev.latchkey.benchmarks.sidebyside.control.Control;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** Jetty, unprotected. */
public final class BareJetty {
    private BareJetty() {}

    /** Its port. */
    public static void main(String[] arguments) throws Exception {
        Control control = Control.open();
        int port = Integer.parseInt(arguments[0]);
        Hello.jetty(new ServletContextHandler(), port).start();
        control.listening(port);
    }
}
