package dev.latchkey.benchmarks.curves;

import dev.latchkey.RelyingParty;
import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.benchmarks.fixture.Parties;
import dev.latchkey.benchmarks.fixture.PreparedLogins;
import dev.latchkey.benchmarks.fixture.SentRequests;
import dev.latchkey.benchmarks.fixture.SigningProvider;
import dev.latchkey.benchmarks.fixture.TokenSigner;
import dev.latchkey.benchmarks.fixture.Tokens;
import dev.latchkey.benchmarks.fixture.Urls;
import dev.latchkey.config.Provider;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.http.WebRequest;
import dev.latchkey.http.WebResponse;
import dev.latchkey.store.SessionStore;
import dev.latchkey.store.SharedValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** An application, with one or more providers, and its users. Thread-safe. */
final class Site {
    private final RelyingParty party;
    private final String provider;
    private final WebRequest login;

    /** A site whose users all sign in at the last of so many providers, where they have these roles. */
    Site(SessionStore sessions, int providers, List<String> roles) {
        RelyingPartyBuilder builder =
                Parties.without(sessions, new SigningProvider(roles)).shared(SharedValues.inMemory(Tokens.CLOCK));
        for (int i = 1; i <= providers; i++) {
            builder.provider(name(i), provider(i));
        }
        party = builder.build();
        provider = name(providers);
        party.discover(provider);
        login = SentRequests.login(provider);
    }

    private static String name(int number) {
        return "provider" + number;
    }

    private static Provider provider(int number) {
        return Provider.discover("https://login.example.com/realms/company" + number)
                .client(Tokens.CLIENT_ID, Parties.CLIENT_SECRET)
                .idTokenSigningAlgorithm(
                        TokenSigner.hs256(Parties.CLIENT_SECRET).algorithm())
                .userInfo(UserInfoMode.NEVER);
    }

    /** Starts a login. */
    WebResponse startLogin() {
        return redirect((Answer) party.decide(login, Access.anyone()));
    }

    /** Signs a user in; the request of a page with his session. */
    WebRequest signIn(long user) {
        WebResponse started = startLogin();
        String location = Objects.requireNonNull(started.headers().get("Location"));
        String code = SigningProvider.code(user, Urls.parameter(location, "nonce"));
        WebRequest callback = SentRequests.callback(
                "state=" + Urls.parameter(location, "state") + "&code=" + code, started.cookies());
        WebResponse ended = redirect((Answer) party.decide(callback, Access.anyone()));
        return SentRequests.signedIn(PreparedLogins.PAGE, ended.cookies());
    }

    /** Signs users in, on all processors; the requests of so many of them, in random order. */
    List<WebRequest> signInAll(int users, int known) {
        int step = Math.max(1, users / known);
        List<WebRequest> pages = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, users).parallel().forEach(user -> {
            WebRequest page = signIn(user);
            if (user % step == 0) {
                pages.add(page);
            }
        });
        Collections.shuffle(pages, new Random(1));
        return new ArrayList<>(pages);
    }

    /** Answers a request of a user who is signed in and may enter. */
    void open(WebRequest page, Access access) {
        if (((Proceed) party.decide(page, access)).user() == null) {
            throw new IllegalStateException("not signed in");
        }
    }

    private static WebResponse redirect(Answer answer) {
        if (answer.response().status() != 303) {
            throw new IllegalStateException("no redirect: " + answer);
        }
        return answer.response();
    }
}
