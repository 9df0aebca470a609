package dev.latchkey.servlet;

import dev.latchkey.app.SignedInUser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Says what it sees of a request, and counts how often it was asked. */
final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final AtomicInteger calls = new AtomicInteger();

    /** How often the application was reached, by any method. */
    int calls() {
        return calls.get();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.incrementAndGet();
        SignedInUser user = SignedInUsers.find(request);
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter()
                .println("APPLICATION " + request.getDispatcherType()
                        + " uri=" + request.getRequestURI()
                        + " query=" + request.getQueryString()
                        + " principal=" + request.getUserPrincipal()
                        + " remoteUser=" + request.getRemoteUser()
                        + " authType=" + request.getAuthType()
                        + " admin=" + request.isUserInRole("admin")
                        + " auditor=" + request.isUserInRole("auditor")
                        + " user=" + (user == null ? "nobody" : user.displayName()) + ".");
    }
}
