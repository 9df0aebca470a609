package dev.latchkey.example.spring;

import dev.latchkey.servlet.SignedInUsers;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pages. */
@RestController
class Greetings {
    /** For everybody. */
    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String home() {
        return "Welcome. <a href='/me'>Sign in</a>";
    }

    /** For those who are signed in. */
    @GetMapping(path = "/me", produces = MediaType.TEXT_PLAIN_VALUE)
    String me(HttpServletRequest request) {
        return "Hello " + SignedInUsers.of(request).displayName();
    }

    /** The key to store a user under: issuer and subject. */
    @GetMapping(path = "/me/key", produces = MediaType.TEXT_PLAIN_VALUE)
    String key(Principal user) {
        return user.getName();
    }
}
