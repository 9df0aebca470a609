package dev.latchkey.performance;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.authorization.ReturnTo;
import dev.latchkey.fixture.Api;
import dev.latchkey.fixture.Application;
import dev.latchkey.fixture.HandClock;
import dev.latchkey.fixture.Requests;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What is measured, by name. What a supplier does is not measured; what it supplies is, once. */
final class Operations {
    static final String PAGE_IN_MEMORY = "page of a session in memory";
    static final String PAGE_IN_COOKIE = "page of a session in a cookie";
    static final String PAGE_WITH_ROLE = "page that asks for a role";
    static final String PAGE_FOR_ANYONE = "page for anyone";
    static final String CALL_AGAIN = "call with a token that was seen before";
    static final String CALL_AT_FIRST_SIGHT = "call with a new token";
    static final String LOGIN_START = "start of a login";
    static final String LOGIN_END_IN_MEMORY = "end of a login in memory";
    static final String LOGIN_END_IN_COOKIE = "end of a login in a cookie";
    static final String RETURN_TARGET = "guard of a return target";

    private static final String PAGE = "/orders?tab=items";

    /** What goes to the provider does not count. */
    private final UnaryOperator<HttpTransport> uncounted;

    Operations(UnaryOperator<HttpTransport> uncounted) {
        this.uncounted = uncounted;
    }

    Map<String, Supplier<Runnable>> byName() {
        Map<String, Supplier<Runnable>> operations = new LinkedHashMap<>();
        operations.put(PAGE_IN_MEMORY, page(application(inMemory()), Access.signedIn()));
        operations.put(PAGE_IN_COOKIE, page(application(SessionStore.cookie()), Access.signedIn()));
        operations.put(
                PAGE_WITH_ROLE, page(application(inMemory()), Access.signedIn().withRole("clerk")));
        operations.put(PAGE_FOR_ANYONE, page(new Application(), Access.anyone()));
        operations.put(CALL_AGAIN, sameCall());
        operations.put(CALL_AT_FIRST_SIGHT, newCalls());
        operations.put(LOGIN_START, loginStarts());
        operations.put(LOGIN_END_IN_MEMORY, loginEnds(inMemory()));
        operations.put(LOGIN_END_IN_COOKIE, loginEnds(SessionStore.cookie()));
        operations.put(RETURN_TARGET, () -> () -> ReturnTo.orHome("/b%C3%BCcher/suche?q=gr%C3%BCn+und+blau"));
        return operations;
    }

    static RevocableSessionStore inMemory() {
        return SessionStore.inMemory(10_000, () -> HandClock.START);
    }

    private Application application(SessionStore store) {
        List<Application> made = new ArrayList<>();
        HttpTransport provider = uncounted.apply(call -> made.get(0).provider.send(call));
        Application application =
                new Application(settings -> settings.sessions(store).transport(provider));
        made.add(application);
        application.idTokens(token -> token.claim("name", "Alice Example")
                .claim("email", "alice@example.com")
                .claim("email_verified", true)
                .claim("preferred_username", "alice")
                .claim("sid", "dcf3a5b2-5f3c-4a91-9d27-000000000001")
                .claim("roles", List.of("user", "clerk", "auditor")));
        return application;
    }

    /** The second page after a login and those after it: the first takes the login's mark away. */
    private static Supplier<Runnable> page(Application application, Access access) {
        if (access instanceof Access.Restricted) {
            application.signIn(PAGE);
            application.proceed(PAGE);
        }
        WebRequest request = application.browser.navigation(PAGE).build();
        return () -> () -> require(application.party.decide(request, access) instanceof Proceed);
    }

    private static Supplier<Runnable> sameCall() {
        Api api = new Api();
        newCalls(api).get().run(); // A token is remembered once the keys are known.
        return call(api, Api.token().build());
    }

    private static Supplier<Runnable> newCalls() {
        return newCalls(new Api());
    }

    private static Supplier<Runnable> newCalls(Api api) {
        int[] number = {0};
        return () -> call(api, Api.token().claim("jti", "token-" + number[0]++).build())
                .get();
    }

    private static Supplier<Runnable> call(Api api, String token) {
        WebRequest request = Api.authorized("Bearer " + token).build();
        return () -> () -> require(api.party.decide(request, Access.bearer("read")) instanceof Proceed);
    }

    private Supplier<Runnable> loginStarts() {
        Application application = application(SessionStore.cookie());
        WebRequest request = application.browser.navigation(PAGE).build();
        return () -> () -> require(isRedirect(application.party.decide(request, Access.signedIn())));
    }

    private Supplier<Runnable> loginEnds(SessionStore store) {
        Application application = application(store);
        WebRequest page = application.browser.navigation(PAGE).build();
        return () -> {
            Answer started = (Answer) application.party.decide(page, Access.signedIn());
            List<SetCookie> cookies = started.response().cookies();
            WebRequest callback = Requests.navigation(application.authorize(Application.location(started)))
                    .header("Host", "app.example.com")
                    .cookies(cookies)
                    .build();
            return () -> require(isRedirect(application.party.decide(callback, Access.signedIn())));
        };
    }

    private static boolean isRedirect(Decision decision) {
        return decision instanceof Answer answer && answer.response().status() == 303;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("the operation did not do what it should");
        }
    }
}
