package dev.latchkey.benchmarks.sidebyside.javalin;

import io.javalin.config.JavalinConfig;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** The handler that all servers have: it reads nothing of the user and answers a text. */
@SuppressWarnings("serial")
public final class Hello extends HttpServlet {
    /** The path that asks for a user, if anything does. */
    public static final String PATH = "/hello";

    /** The path that asks for nobody. */
    public static final String OPEN = "/open";

    /** Loopback. */
    public static final String HOST = "127.0.0.1";

    private static final String TEXT = "Hello";

    /** The handler for Jetty. */
    public Hello() {}

    /** The handler for Javalin. */
    public static void at(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.routes.get(PATH, context -> context.result(TEXT));
    }

    /** Jetty with this handler, on this port. */
    public static Server jetty(ServletContextHandler application, int port) {
        application.addServlet(new Hello(), "/");
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(application);
        return server;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(TEXT);
    }
}
