package dev.latchkey.benchmarks.scale;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.benchmarks.fixture.Urls;
import dev.latchkey.config.Provider;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.store.RevocableSessionStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** People who sign in at an application, each in a browser of his own, through the public API. Thread-safe. */
final class Users {
    private final RelyingParty party;

    Users(RevocableSessionStore store, InProcessProvider provider, SetClock clock) {
        party = RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey("a-secret-key-of-the-application-that-is-long-enough")
                .clock(clock)
                .transport(provider)
                .backchannelLogout(store)
                .refreshAccessTokens()
                .provider(
                        "default",
                        Provider.discover(InProcessProvider.ISSUER)
                                .client(InProcessProvider.CLIENT_ID, InProcessProvider.CLIENT_SECRET)
                                .idTokenSigningAlgorithm("HS256")
                                .userInfo(UserInfoMode.NEVER))
                .build();
    }

    /** Signs a user in; a request with the session's cookie. */
    WebRequest signIn(long user) {
        WebResponse start = ((Answer) party.decide(page("/me", null, List.of()), Access.signedIn())).response();
        String authorization = Objects.requireNonNull(start.headers().get("Location"));
        String code = InProcessProvider.code(user, Urls.parameter(authorization, "nonce"));
        String query = "code=" + code + "&state=" + Urls.parameter(authorization, "state");
        WebResponse end =
                ((Answer) party.decide(page("/redirect_uri", query, start.cookies()), Access.signedIn())).response();
        if (end.status() != 303) {
            throw new IllegalStateException("no login: " + end.status() + " " + end.headers());
        }
        List<SetCookie> session = end.cookies().stream()
                .filter(cookie -> !cookie.value().isEmpty())
                .toList();
        return page("/me", null, session);
    }

    /** Answers a request of a user who is signed in. */
    void request(WebRequest request) {
        if (((Proceed) party.decide(request, Access.signedIn())).user() == null) {
            throw new IllegalStateException("not signed in");
        }
    }

    /** Ends all sessions of a user; how many there were. */
    int endSessions(long user) {
        return party.activeSessions().endAll(InProcessProvider.ISSUER, InProcessProvider.subject(user));
    }

    private static WebRequest page(String path, @Nullable String query, List<SetCookie> cookies) {
        String cookie = cookies.stream().map(c -> c.name() + "=" + c.value()).collect(Collectors.joining("; "));
        Map<String, List<String>> headers = Map.of(
                "host", List.of("app.example.com"),
                "accept", List.of("text/html,*/*;q=0.8"),
                "sec-fetch-mode", List.of("navigate"),
                "sec-fetch-dest", List.of("document"),
                "sec-fetch-site", List.of("same-origin"),
                "cookie", List.of(cookie));
        return new WebRequest(
                "GET",
                path,
                query,
                name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()),
                limit -> new byte[0]);
    }
}
