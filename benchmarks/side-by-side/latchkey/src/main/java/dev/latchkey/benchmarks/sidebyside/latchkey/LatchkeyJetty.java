package dev.latchkey.benchmarks.sidebyside.latchkey;

import dev.latchkey.benchmarks.sidebyside.control.Control;
import dev.latchkey.benchmarks.sidebyside.javalin.Hello;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** Jetty behind Latchkey. */
public final class LatchkeyJetty {
    private LatchkeyJetty() {}

    /** Port, issuer, what it is, and the address of Redis if that is latchkey-redis. */
    public static void main(String[] arguments) throws Exception {
        Control control = Control.open();
        int port = Integer.parseInt(arguments[0]);
        Party party = Party.of(arguments);
        ServletContextHandler application = new ServletContextHandler();
        application.addFilter(
                OidcFilter.of(party.relyingParty()).otherwise(party.access()),
                "/*",
                EnumSet.allOf(DispatcherType.class));
        Hello.jetty(application, port).start();
        control.listening(port);
    }
}
