package dev.latchkey.servlet.container;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.jspecify.annotations.Nullable;

/** Tomcat. */
final class TomcatServer {
    private static final List<Logger> LOGS = List.of(
            Logger.getLogger("org.apache"), Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase"));

    private TomcatServer() {}

    static RunningServer start(IntFunction<WebApp> application) throws Exception {
        LOGS.get(0).setLevel(Level.WARNING);
        LOGS.get(1).setLevel(Level.OFF);
        Path work = Files.createTempDirectory("tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(work.toString());
        tomcat.setHostname("localhost");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "localhost");
        tomcat.init();
        int port = tomcat.getConnector().getLocalPort();
        Context context = context(tomcat, application.apply(port), work);
        RunningServer running = new RunningServer(port, () -> {
            tomcat.stop();
            tomcat.destroy();
            delete(work);
        });
        tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            running.close();
            throw new IllegalStateException("the application is " + context.getState());
        }
        return running;
    }

    private static Context context(Tomcat tomcat, WebApp app, Path work) {
        Path documents = app.documents();
        Context context =
                tomcat.addContext(app.contextPath(), documents == null ? work.toString() : documents.toString());
        context.addServletContainerInitializer((classes, servletContext) -> register(app, servletContext), null);
        addErrorPage(context, app.errorPage());
        return context;
    }

    private static void register(WebApp app, ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("oidc", app.filter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.copyOf(app.dispatches()), false, "/*");
        Map<String, HttpServlet> servlets = new LinkedHashMap<>(app.servlets());
        // Without a servlet for every path, Tomcat answers 404 before it asks any filter.
        servlets.putIfAbsent("/", new DefaultServlet());
        servlets.forEach((mapping, servlet) -> {
            ServletRegistration.Dynamic registration = context.addServlet("servlet " + mapping, servlet);
            registration.setAsyncSupported(true);
            registration.addMapping(mapping);
        });
    }

    private static void addErrorPage(Context context, @Nullable String location) {
        if (location != null) {
            for (int status : new int[] {404, 500}) {
                ErrorPage page = new ErrorPage();
                page.setErrorCode(status);
                page.setLocation(location);
                context.addErrorPage(page);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
