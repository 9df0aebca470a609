package dev.latchkey.example.javalin.docs;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.SignedInUser;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.servlet.SignedInUsers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;

/** The filter of an application with the providers "company" and "customers". */
final class ServletSetup implements ServletContextListener {
    private final RelyingParty oidc;

    ServletSetup(RelyingParty oidc) {
        this.oidc = oidc;
    }

    static OidcFilter filter(RelyingParty oidc) {
        return OidcFilter.of(oidc)
                .open("/", "/favicon.ico", "/assets/*")
                .protect("/admin/*", Access.signedIn("company"))
                .otherwise(Access.signedIn());
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        FilterRegistration.Dynamic login = event.getServletContext().addFilter("login", filter(oidc));
        login.setAsyncSupported(true);
        login.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }

    /** A servlet behind the filter. */
    static final class Orders extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            SignedInUser user = SignedInUsers.of(request);
            if (!request.isUserInRole("customer")) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                return;
            }
            response.setContentType("text/plain");
            response.getWriter().println("Orders of " + user.key());
        }
    }
}
