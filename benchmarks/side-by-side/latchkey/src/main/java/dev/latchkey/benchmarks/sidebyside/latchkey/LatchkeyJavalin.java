package dev.latchkey.benchmarks.sidebyside.latchkey;

import dev.latchkey.benchmarks.sidebyside.control.Control;
import dev.latchkey.benchmarks.sidebyside.javalin.Hello;
import dev.latchkey.javalin.AccessRole;
import dev.latchkey.javalin.OidcPlugin;
import io.javalin.Javalin;
import java.io.IOException;

/** Javalin behind Latchkey. */
public final class LatchkeyJavalin {
    private LatchkeyJavalin() {}

    /** Port, issuer, what it is, and the address of Redis if that is latchkey-redis. */
    public static void main(String[] arguments) throws IOException {
        Control control = Control.open();
        int port = Integer.parseInt(arguments[0]);
        Party party = Party.of(arguments);
        Javalin.create(config -> {
                    config.registerPlugin(
                            new OidcPlugin(party.relyingParty()).otherwise(new AccessRole(party.access())));
                    Hello.at(config);
                    config.routes.get(Hello.OPEN, context -> context.result("Open"), AccessRole.anyone());
                })
                .start(Hello.HOST, port);
        if (arguments.length > 3) {
            control.question("roundtrip", cookie -> RoundTrip.compare(party, arguments[3], cookie));
        }
        control.listening(port);
    }
}
