package dev.latchkey.servlet.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A web application, as every container understands one.
 *
 * @param contextPath its context path; empty for the root
 * @param filter the filter for {@code /*}
 * @param dispatches what the filter is mapped to
 * @param servlets the servlets by their mapping
 * @param errorPage where status 500 and 404 are dispatched to; null: the container's own page
 * @param documents the directory that the container's own default servlet serves; null: none
 */
public record WebApp(
        String contextPath,
        Filter filter,
        Set<DispatcherType> dispatches,
        Map<String, HttpServlet> servlets,
        @Nullable String errorPage,
        @Nullable Path documents) {

    /** An application at the root, whose filter sees every dispatch. */
    public static WebApp of(Filter filter) {
        return new WebApp("", filter, EnumSet.allOf(DispatcherType.class), Map.of(), null, null);
    }

    /** This application with a servlet. */
    public WebApp servlet(String mapping, HttpServlet servlet) {
        Map<String, HttpServlet> more = new LinkedHashMap<>(servlets);
        more.put(mapping, servlet);
        return new WebApp(contextPath, filter, dispatches, more, errorPage, documents);
    }

    /** This application under a context path. */
    public WebApp at(String path) {
        return new WebApp(path, filter, dispatches, servlets, errorPage, documents);
    }

    /** This application with an error page. */
    public WebApp errorPage(String path) {
        return new WebApp(contextPath, filter, dispatches, servlets, path, documents);
    }

    /** This application with static files. */
    public WebApp documents(Path directory) {
        return new WebApp(contextPath, filter, dispatches, servlets, errorPage, directory);
    }
}
