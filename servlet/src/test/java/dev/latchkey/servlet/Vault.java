package dev.latchkey.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers every request, of any method, with a secret; a header tells even of a HEAD. */
final class Vault extends HttpServlet {
    static final String SECRET = "the secret of the vault";

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        open(response);
    }

    static void open(HttpServletResponse response) throws IOException {
        response.setHeader("X-Vault", "open");
        response.getWriter().print(SECRET);
    }
}
