package dev.latchkey.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Hands a request on: {@code ?how=FORWARD&to=/path}. */
final class Dispatcher extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String to = request.getParameter("to");
        switch (request.getParameter("how")) {
            case "FORWARD" -> request.getRequestDispatcher(to).forward(request, response);
            case "INCLUDE" -> {
                response.getWriter().println("before");
                request.getRequestDispatcher(to).include(request, response);
                response.getWriter().println("after");
            }
            case "BEGIN_AND_ASYNC_DISPATCH" -> {
                response.getOutputStream().print("begun");
                request.startAsync().dispatch(to);
            }
            case "COMMIT_AND_ASYNC_DISPATCH" -> {
                response.getOutputStream().print("committed");
                response.flushBuffer();
                request.startAsync().dispatch(to);
            }
            case "ASYNC_DISPATCH" -> request.startAsync().dispatch(to);
            case "ASYNC" -> answerLater(request, request.startAsync());
            default -> response.sendError(500);
        }
    }

    private static void answerLater(HttpServletRequest request, AsyncContext later) {
        later.start(() -> {
            try {
                later.getResponse().getWriter().println("ASYNC ANSWER for " + request.getRemoteUser() + ".");
                later.complete();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
