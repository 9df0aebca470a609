package dev.latchkey.authorization;

import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of a form that was posted. */
public final class PostedForm {
    private PostedForm() {}

    /**
     * The parameters; null if no form was posted, or a larger one.
     *
     * @throws IOException if the connection breaks
     */
    public static @Nullable Form of(WebRequest request, int maxBytes) throws IOException {
        if (!request.method().equals("POST") || !isForm(request.header("Content-Type"))) {
            return null;
        }
        byte[] body = request.body().read(maxBytes + 1);
        return body.length > maxBytes ? null : Form.parse(new String(body, StandardCharsets.UTF_8));
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && contentType
                        .split(";", 2)[0]
                        .trim()
                        .toLowerCase(Locale.ROOT)
                        .equals("application/x-www-form-urlencoded");
    }
}
