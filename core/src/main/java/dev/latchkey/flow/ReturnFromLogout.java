package dev.latchkey.flow;

import dev.latchkey.cookie.Cookies;
import dev.latchkey.cookie.Seal;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a browser takes along to the provider's sign-out: the {@code state}, and where the user goes when it is back. */
final class ReturnFromLogout {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Cookies cookies;
    private final Seal seal;
    private final String name;

    ReturnFromLogout(Cookies cookies, Seal seal) {
        this.cookies = cookies;
        this.seal = seal;
        this.name = cookies.name("o");
    }

    /**
     * What a browser left with.
     *
     * @param state the {@code state}
     * @param target a path within the application
     */
    record Expected(String state, String target) {
        @Override
        public String toString() {
            return "Expected[" + target + "]";
        }
    }

    /** The cookie that it takes along. */
    SetCookie cookie(String state, String target) {
        byte[] content = (state + "\n" + target).getBytes(StandardCharsets.UTF_8);
        return cookies.set(name, seal.seal(name, content), LIFETIME);
    }

    /** What it left with; null if it has no such cookie of ours. */
    @Nullable
    Expected expected(WebRequest request) {
        for (String value : Cookies.values(request, name)) {
            byte[] content = seal.open(name, value);
            String[] parts =
                    content == null ? new String[0] : new String(content, StandardCharsets.UTF_8).split("\n", 2);
            if (parts.length == 2) {
                return new Expected(parts[0], parts[1]);
            }
        }
        return null;
    }

    /** The deletion of the cookie, if there is one. */
    List<SetCookie> deletion(WebRequest request) {
        return Cookies.values(request, name).isEmpty() ? List.of() : List.of(cookies.delete(name));
    }
}
