package dev.latchkey.servlet.container;

import java.util.EnumSet;
import java.util.function.IntFunction;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty. */
final class JettyServer {
    private JettyServer() {}

    static RunningServer start(IntFunction<WebApp> application) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        server.addConnector(connector);
        connector.open();
        server.setHandler(context(application.apply(connector.getLocalPort())));
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
        return new RunningServer(connector.getLocalPort(), server::stop);
    }

    private static ServletContextHandler context(WebApp app) {
        ServletContextHandler context = new ServletContextHandler(
                app.contextPath().isEmpty() ? "/" : app.contextPath(), ServletContextHandler.SESSIONS);
        FilterHolder filter = new FilterHolder(app.filter());
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.copyOf(app.dispatches()));
        app.servlets().forEach((mapping, servlet) -> {
            ServletHolder holder = new ServletHolder(servlet);
            holder.setAsyncSupported(true);
            context.addServlet(holder, mapping);
        });
        if (app.errorPage() != null) {
            ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
            errors.addErrorPage(404, app.errorPage());
            errors.addErrorPage(500, app.errorPage());
            context.setErrorHandler(errors);
        }
        if (app.documents() != null) {
            context.setBaseResourceAsPath(app.documents());
            context.addServlet(new ServletHolder("default", DefaultServlet.class), "/");
        }
        return context;
    }
}
