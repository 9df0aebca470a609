package dev.latchkey.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sets headers for caches in every way that there is: {@code ?how=}. */
final class Headers extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final String PUBLIC = "public, max-age=60";

    /** The ways. */
    enum How {
        NOTHING,
        SET_HEADER,
        SET_HEADER_IN_OTHER_CASE,
        ADD_HEADER,
        REMOVE_HEADER,
        SET_DATE_HEADER,
        ADD_DATE_HEADER,
        SET_INT_HEADER,
        ADD_INT_HEADER,
        FOR_CDN,
        FOR_SURROGATE,
        OWN_COOKIE,
        RESET,
        RESET_BUFFER,
        RESET_TWICE_AND_SET,
        FLUSH,
        REDIRECT,
        ERROR,
        EXCEPTION;

        /** Containers may drop all headers of an error. */
        boolean keepsHeaders() {
            return this != ERROR && this != EXCEPTION;
        }

        private void on(HttpServletResponse response) throws IOException {
            switch (this) {
                case NOTHING -> {}
                case SET_HEADER -> response.setHeader(CACHE_CONTROL, PUBLIC);
                case SET_HEADER_IN_OTHER_CASE -> response.setHeader("CACHE-control", PUBLIC);
                case ADD_HEADER -> response.addHeader(CACHE_CONTROL, PUBLIC);
                case REMOVE_HEADER -> response.setHeader(CACHE_CONTROL, null);
                case SET_DATE_HEADER -> response.setDateHeader(CACHE_CONTROL, 0);
                case ADD_DATE_HEADER -> response.addDateHeader(CACHE_CONTROL, 0);
                case SET_INT_HEADER -> response.setIntHeader(CACHE_CONTROL, 60);
                case ADD_INT_HEADER -> response.addIntHeader(CACHE_CONTROL, 60);
                case FOR_CDN -> response.setHeader("CDN-Cache-Control", PUBLIC);
                case FOR_SURROGATE -> response.setHeader("Surrogate-Control", "max-age=60");
                case OWN_COOKIE -> response.addHeader("Set-Cookie", "theme=dark");
                case RESET -> response.reset();
                case RESET_BUFFER -> response.resetBuffer();
                case RESET_TWICE_AND_SET -> {
                    response.reset();
                    response.setHeader(CACHE_CONTROL, PUBLIC);
                    response.reset();
                    response.addHeader(CACHE_CONTROL, PUBLIC);
                }
                case FLUSH -> response.flushBuffer();
                case REDIRECT -> response.sendRedirect("/");
                case ERROR -> response.sendError(500);
                case EXCEPTION -> throw new IllegalStateException("thrown by a test");
            }
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String how = request.getParameter("how");
        How.valueOf(how == null ? "NOTHING" : how).on(response);
        if (!response.isCommitted()) {
            response.getWriter().print("APPLICATION");
        }
    }
}
