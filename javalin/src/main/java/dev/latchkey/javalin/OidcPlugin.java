package dev.latchkey.javalin;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.http.WebRequest;
import dev.latchkey.servlet.GuardFilter;
import dev.latchkey.servlet.PathRules;
import dev.latchkey.servlet.ServletExchange;
import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.servlet.JavalinWsServletContext;
import io.javalin.plugin.Plugin;
import io.javalin.security.RouteRole;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;

/**
 * The Javalin plugin. A route says who may enter by an {@link AccessRole}; static files, paths without a route and
 * routes without such a role go by path pattern, and else by {@link #otherwise}. WebSocket upgrades obey the same
 * decision. Register the plugin before any {@code before} handler: what runs before it is not protected by it.
 *
 * <p>On Javalin's own Jetty the plugin adds the {@link GuardFilter} that it needs; in another server, map one to
 * {@code /*} before Javalin's servlet.
 */
public final class OidcPlugin extends Plugin<Void> {
    private final RelyingParty relyingParty;
    private PathRules rules = PathRules.none();
    private @Nullable Access otherwise;

    /** A plugin; {@link #otherwise} must be said before it is registered. */
    public OidcPlugin(RelyingParty relyingParty) {
        this.relyingParty = relyingParty;
    }

    /**
     * What a path asks for.
     *
     * @param pattern {@code /path}, or {@code /path/*} for a path and everything below; the longest match decides
     */
    public OidcPlugin protect(String pattern, AccessRole role) {
        relyingParty.check(role.access());
        rules = rules.with(pattern, role.access());
        return this;
    }

    /** Paths that everybody may see. */
    public OidcPlugin open(String... patterns) {
        for (String pattern : patterns) {
            protect(pattern, AccessRole.anyone());
        }
        return this;
    }

    /** What everything else asks for. Required: there is no silent default. */
    public OidcPlugin otherwise(AccessRole role) {
        relyingParty.check(role.access());
        otherwise = role.access();
        return this;
    }

    @Override
    public void onInitialize(JavalinState config) {
        if (otherwise == null) {
            throw Misconfigured.setting(
                    "OidcPlugin.otherwise",
                    "is missing: nothing says who may see a route without a role",
                    "otherwise(signedIn()) or otherwise(anyone())");
        }
        Access byDefault = otherwise;
        config.events.handlerAdded(handler -> roleOf(handler.getRoles()));
        config.events.wsHandlerAdded(handler -> roleOf(handler.getRoles()));
        config.jetty.modifyServletContextHandler(OidcPlugin::guard);
        // The roles of a route are known in "before" only if some "beforeMatched" handler exists.
        config.routes.beforeMatched(context -> {});
        config.routes.before(context -> decide(context, byDefault));
        config.routes.wsBeforeUpgrade(context -> decide(context, byDefault));
    }

    private static void guard(ServletContextHandler handler) {
        FilterHolder filter = new FilterHolder(new GuardFilter());
        filter.setAsyncSupported(true);
        handler.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
    }

    private void decide(Context context, Access byDefault) {
        AccessRole role = roleOf(context.routeRoles());
        Access access = role != null ? role.access() : rules.find(byDefault, Spellings.of(context));
        if (access == null) {
            write(PathRules.CONTRADICTION, context);
            return;
        }
        // Javalin routes by the method that X-HTTP-Method-Override names.
        WebRequest request =
                ServletExchange.request(context.req(), context.method().name());
        Decision decision = relyingParty.decide(request, access);
        if (decision instanceof Decision.Answer answer) {
            write(answer, context);
        } else if (decision instanceof Decision.Proceed proceed) {
            ServletExchange.prepare(proceed, context.req(), context.res());
            hideForeignSession(context);
        }
    }

    /** For a WebSocket, Javalin copies the attributes of the container's session before anything is decided. */
    private static void hideForeignSession(Context context) {
        if (context instanceof JavalinWsServletContext upgrade && context.req().getSession(false) == null) {
            upgrade.getExtractedData().getSessionAttributeMap().clear();
        }
    }

    private static void write(Decision.Answer answer, Context context) {
        try {
            ServletExchange.write(answer, context.req(), context.res());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.skipRemainingHandlers();
    }

    private @Nullable AccessRole roleOf(Collection<? extends RouteRole> roles) {
        AccessRole found = null;
        for (RouteRole role : roles) {
            if (role instanceof AccessRole accessRole) {
                if (found != null) {
                    throw Misconfigured.setting("route", "has the roles " + roles, "one AccessRole for each route");
                }
                relyingParty.check(accessRole.access());
                found = accessRole;
            }
        }
        return found;
    }
}
