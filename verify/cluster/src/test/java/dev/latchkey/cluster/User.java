package dev.latchkey.cluster;

import dev.latchkey.testing.Page;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One of the crowd: signs in, again and again until it works, and then opens pages, one alone or one with three scripts that
 * ask at once. Who is told to wait waits. Used by one thread at a time.
 */
final class User {
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(1);
    private static final int SCRIPTS = 3;

    private final Visitor visitor;
    private final Observer observer;
    private final Executor scripts;
    private volatile boolean isSignedIn;
    private volatile boolean isSignedOut;
    private int logins;
    private int visits;

    User(Visitor visitor, Observer observer, Executor scripts) {
        this.visitor = visitor;
        this.observer = observer;
        this.scripts = scripts;
    }

    /** Has the answer to a login arrived with the cookie of a session? */
    boolean isSignedIn() {
        return isSignedIn;
    }

    /** Was he asked to sign in again? */
    boolean isSignedOut() {
        return isSignedOut;
    }

    int visits() {
        return visits;
    }

    /** Signs in, or opens a page; how long to wait before another try, zero if all went well. */
    Duration act() {
        return isSignedIn ? visit() : signIn();
    }

    private Duration signIn() {
        logins++;
        long start = System.nanoTime();
        Duration wait = BEFORE_ANOTHER_TRY;
        try {
            Page page = visitor.signIn();
            if (page.status() == 200) {
                observer.saw(visitor, Seen.on(page));
                wait = Duration.ZERO;
            } else {
                wait = retryAfter(page);
            }
        } catch (UncheckedIOException e) {
            observer.brokenOff();
        }
        isSignedIn = visitor.hasSession();
        if (isSignedIn) {
            observer.signedIn(logins, Duration.ofNanos(System.nanoTime() - start));
        } else {
            observer.loginInterrupted();
        }
        return wait;
    }

    private Duration visit() {
        visits++;
        if (visits % 2 == 1) {
            return outcome(visitor::page);
        }
        List<CompletableFuture<Duration>> outcomes = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> outcome(visitor::call), scripts))
                .limit(SCRIPTS)
                .toList();
        return outcomes.stream()
                .map(CompletableFuture::join)
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private Duration outcome(Supplier<Page> request) {
        Observer.Look look = observer.look();
        try {
            Page page = request.get();
            if (page.status() == 200) {
                observer.saw(visitor, Seen.on(page));
                return Duration.ZERO;
            }
            if (page.status() == 303 || page.status() == 401) {
                isSignedOut = true;
                return Duration.ZERO;
            }
            observer.failed(page, look);
            return retryAfter(page);
        } catch (UncheckedIOException e) {
            observer.brokenOff();
            return BEFORE_ANOTHER_TRY;
        }
    }

    private static Duration retryAfter(Page page) {
        String seconds = page.header("Retry-After");
        return seconds == null ? BEFORE_ANOTHER_TRY : Duration.ofSeconds(Long.parseLong(seconds));
    }
}
