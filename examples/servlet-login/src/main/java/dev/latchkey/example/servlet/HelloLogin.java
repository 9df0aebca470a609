package dev.latchkey.example.servlet;

import static dev.latchkey.app.Access.signedIn;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.config.Provider;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.servlet.SignedInUsers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** The example of the README. */
@SuppressWarnings("serial")
final class HelloLogin extends HttpServlet {
    public static void main(String[] args) throws Exception {
        start("http://localhost:8080", 8080, "https://idp.example.com", System.getenv("SECRET_KEY"));
    }

    static Server start(String baseUrl, int port, String issuer, String secretKey) throws Exception {
        RelyingParty oidc = RelyingParty.builder()
                .baseUrl(baseUrl)
                .secretKey(secretKey)
                .provider("default", Provider.discover(issuer).client("client1", "secret1"))
                .build();
        ServletContextHandler app = new ServletContextHandler();
        app.addFilter(OidcFilter.of(oidc).open("/").otherwise(signedIn()), "/*", EnumSet.allOf(DispatcherType.class));
        app.addServlet(new HelloLogin(), "/");
        new Server(port).setHandler(app);
        app.getServer().start();
        return app.getServer();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SignedInUser user = SignedInUsers.find(request);
        response.setContentType(user == null ? "text/html" : "text/plain;charset=utf-8");
        response.getWriter().print(user == null ? "Welcome. <a href='/me'>Sign in</a>" : "Hello " + user.displayName());
    }
}
