package dev.latchkey.servlet.container;

import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import java.net.InetSocketAddress;
import java.util.function.IntFunction;

/** Undertow. */
final class UndertowServer {
    private UndertowServer() {}

    static RunningServer start(IntFunction<WebApp> application) throws Exception {
        PathHandler paths = new PathHandler();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "localhost")
                .setIoThreads(2)
                .setWorkerThreads(16)
                .setHandler(paths)
                .build();
        server.start();
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        WebApp app = application.apply(port);
        DeploymentManager deployment = Servlets.newContainer().addDeployment(deployment(app));
        RunningServer running = new RunningServer(port, server::stop);
        try {
            deployment.deploy();
            paths.addPrefixPath(app.contextPath().isEmpty() ? "/" : app.contextPath(), deployment.start());
        } catch (Exception e) {
            running.close();
            throw e;
        }
        return running;
    }

    private static DeploymentInfo deployment(WebApp app) {
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setDeploymentName("application")
                .setEagerFilterInit(true)
                .setContextPath(app.contextPath().isEmpty() ? "/" : app.contextPath());
        info.addFilter(new FilterInfo("oidc", app.filter().getClass(), new ImmediateInstanceFactory<>(app.filter()))
                .setAsyncSupported(true));
        for (DispatcherType type : app.dispatches()) {
            info.addFilterUrlMapping("oidc", "/*", type);
        }
        app.servlets()
                .forEach((mapping, servlet) -> info.addServlet(
                        Servlets.servlet(mapping, servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                                .addMapping(mapping)
                                .setAsyncSupported(true)));
        if (app.errorPage() != null) {
            info.addErrorPages(Servlets.errorPage(app.errorPage(), 404), Servlets.errorPage(app.errorPage(), 500));
        }
        if (app.documents() != null) {
            info.setResourceManager(new PathResourceManager(app.documents()));
        }
        return info;
    }
}
