package dev.latchkey.certification;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.app.IdentityChange;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.http.SetCookie;
import dev.latchkey.http.WebRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Answers that belong to no login under way. Whoever is signed in is not bothered with them: Latchkey sends the browser on
 * without a word. A suite wants the reason, and gets the one that Latchkey gives a browser where nobody is signed in.
 * Thread-safe.
 */
final class StrayAnswers {
    private final Set<String> sessionCookies = ConcurrentHashMap.newKeySet();
    private final Set<String> finishedLogins = ConcurrentHashMap.newKeySet();

    /** Takes note of what a request at the redirect URI led to, and has the error view see a stray one. */
    void note(WebRequest request, Decision.Answer answer, RelyingParty party, AtomicReference<Outcome> outcome) {
        String redirectPath = URI.create(party.redirectUri()).getRawPath();
        if (!request.path().equals(redirectPath) && !request.path().equals(redirectPath + "/fragment")) {
            return;
        }
        boolean isSignIn = isSignIn(answer.change());
        if (!isSignIn && answer.response().status() / 100 == 3) {
            party.decide(withoutSession(request), Access.anyone());
            if (!finishesAgain(answer) && isUsed(outcome.get())) {
                outcome.set(Outcome.rejected(FailureReason.RESPONSE_MODE_MISMATCH.code(), ""));
            }
        }
        for (SetCookie cookie : answer.response().cookies()) {
            if (cookie.value().isEmpty()) {
                finishedLogins.add(cookie.name());
            } else if (isSignIn) {
                sessionCookies.add(cookie.name());
            }
        }
    }

    static boolean isSignIn(IdentityChange change) {
        return change == IdentityChange.SIGNED_IN || change == IdentityChange.OTHER_USER;
    }

    /** The first look used the login up; that the second finds it used says nothing, unless it was before. */
    private boolean finishesAgain(Decision.Answer answer) {
        return answer.response().cookies().stream()
                .anyMatch(cookie -> cookie.value().isEmpty() && finishedLogins.contains(cookie.name()));
    }

    private static boolean isUsed(Outcome outcome) {
        return FailureReason.STATE_USED.code().equals(outcome.reason());
    }

    private WebRequest withoutSession(WebRequest request) {
        return new WebRequest(
                request.method(),
                request.path(),
                request.query(),
                name -> name.equalsIgnoreCase("Cookie")
                        ? request.headers().all(name).stream()
                                .map(this::withoutSession)
                                .toList()
                        : List.copyOf(request.headers().all(name)),
                request.body());
    }

    private String withoutSession(String cookies) {
        return Arrays.stream(cookies.split("; *"))
                .filter(cookie -> !sessionCookies.contains(cookie.replaceFirst("=.*", "")))
                .collect(Collectors.joining("; "));
    }
}
