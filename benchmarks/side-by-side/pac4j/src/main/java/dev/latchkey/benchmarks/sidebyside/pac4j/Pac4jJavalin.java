package dev.latchkey.benchmarks.sidebyside.pac4j;

import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import dev.latchkey.benchmarks.sidebyside.control.Control;
import dev.latchkey.benchmarks.sidebyside.javalin.Hello;
import io.javalin.Javalin;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.pac4j.core.config.Config;
import org.pac4j.jee.filter.CallbackFilter;
import org.pac4j.jee.filter.SecurityFilter;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;

/** Javalin behind pac4j's filters, with sessions of the server. */
public final class Pac4jJavalin {
    private Pac4jJavalin() {}

    /** Port and issuer. */
    public static void main(String[] arguments) throws IOException {
        Control control = Control.open();
        int port = Integer.parseInt(arguments[0]);
        Config pac4j = config(port, arguments[1]);
        Javalin.create(config -> {
                    config.jetty.modifyServletContextHandler(handler -> {
                        add(handler, new CallbackFilter(pac4j), "/callback");
                        add(handler, new SecurityFilter(pac4j, "OidcClient"), Hello.PATH);
                    });
                    Hello.at(config);
                })
                .start(Hello.HOST, port);
        control.listening(port);
    }

    private static Config config(int port, String issuer) {
        OidcConfiguration oidc = new OidcConfiguration();
        oidc.setClientId("client1");
        oidc.setSecret("secret1");
        oidc.setClientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        oidc.setDiscoveryURI(issuer + "/.well-known/openid-configuration");
        oidc.setCallUserInfoEndpoint(false);
        return new Config("http://localhost:" + port + "/callback", new OidcClient(oidc));
    }

    private static void add(ServletContextHandler handler, Filter filter, String path) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        handler.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST));
    }
}
