package dev.latchkey.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A browser without a screen and without scripts. It follows redirects, keeps cookies by RFC 6265 with the prefixes and
 * SameSite rules of its successor, sends Fetch metadata, and understands links and forms. Pages are values: a
 * {@link Page} can be followed or submitted whenever, which makes each one a tab. Thread-safe.
 *
 * <p>What scripts do in a login by {@code form_post} or by fragment is done by {@link #submitSelfSubmitting} and
 * {@link #relay} instead, or by {@link #settle}, which finds out by itself which of them a page waits for. What a real
 * script does has to be tested in a real browser.
 *
 * <p>Sites are judged without a list of public suffixes: hosts with the same last two labels are one site, and so are
 * all ports of a host.
 */
public final class TestBrowser {
    private static final String SIGN_IN = "Sign in";
    private static final String CANCEL = "Cancel";
    private static final int MOST_SCRIPTS = 10;

    private final BrowserHttp http;
    private final CookieJar cookies;

    /** A new browser without cookies. */
    public TestBrowser() {
        this(Clock.systemUTC());
    }

    /** A new browser whose cookies age by this clock. */
    public TestBrowser(InstantSource clock) {
        this(BrowserHttp.Shared.CLIENT, clock);
    }

    /**
     * A new browser that asks through this client, for instance because of its certificates or its proxy.
     *
     * @throws IllegalArgumentException if the client follows redirects or keeps cookies, which is the browser's job
     */
    public TestBrowser(HttpClient client, InstantSource clock) {
        this(new BrowserHttp(client), new CookieJar(clock));
        if (client.followRedirects() != HttpClient.Redirect.NEVER
                || client.cookieHandler().isPresent()) {
            throw new IllegalArgumentException("client: expected one that follows no redirects and keeps no cookies");
        }
    }

    private TestBrowser(BrowserHttp http, CookieJar cookies) {
        this.http = http;
        this.cookies = cookies;
    }

    /** Types an address: loads the page and follows redirects. */
    public Page open(String url) {
        return http.follow(Navigation.page(URI.create(url), null), cookies);
    }

    /** Types an address: one request, no redirect is followed. */
    public Page step(String url) {
        return http.step(Navigation.page(URI.create(url), null), cookies);
    }

    /** Clicks a link. */
    public Page follow(Page from, String linkText) {
        return http.follow(Navigation.page(from.link(linkText), Initiator.page(from)), cookies);
    }

    /** Clicks a link that leads from this page to any address. */
    public Page open(Page from, String url) {
        return http.follow(Navigation.page(from.uri().resolve(url), Initiator.page(from)), cookies);
    }

    /**
     * Fills in the form with this button, clicks the button and follows redirects.
     *
     * @throws IllegalStateException if no form has the button, or the form lacks one of the fields
     */
    public Page submit(Page from, String buttonText, Map<String, String> fields) {
        return http.follow(Submission.byButton(from, buttonText, fields), cookies);
    }

    /** Like {@link #submit}, but no redirect is followed. */
    public Page step(Page from, String buttonText, Map<String, String> fields) {
        return http.step(Submission.byButton(from, buttonText, fields), cookies);
    }

    /**
     * Sends the only form of a page as the page's own script would, for instance a provider's {@code form_post}, and
     * follows redirects. The request is cross-site if the two pages are, so that only {@code SameSite=None} cookies go
     * along; without a click there is no {@code Sec-Fetch-User}.
     *
     * @throws IllegalStateException if the page does not {@linkplain Page#submitsItself submit itself}
     */
    public Page submitSelfSubmitting(Page from) {
        return http.follow(Submission.byItself(from), cookies);
    }

    /**
     * Does what the script of a page does that relays its fragment to its server: puts {@link Page#fragment} into the
     * only empty hidden field of the only form, sends the form, and follows redirects.
     *
     * @throws IllegalStateException if the page has no such form
     */
    public Page relay(Page from) {
        return http.follow(Submission.byRelay(from), cookies);
    }

    /**
     * Does what the scripts of this page and its successors would do until one waits for the user: sends forms of pages
     * that {@linkplain Page#submitsItself submit themselves}, and {@linkplain #relay relays} fragments where a page with
     * a script has a form for it. Any other page is returned as it is.
     *
     * <pre>{@code
     * Page home = browser.settle(browser.open(loginUrl)); // whatever the response type and mode
     * }</pre>
     *
     * @throws IllegalStateException if there is no end to it
     */
    public Page settle(Page page) {
        Page settled = page;
        for (int i = 0; i < MOST_SCRIPTS; i++) {
            if (isRelay(settled)) {
                settled = relay(settled);
            } else if (settled.submitsItself()) {
                settled = submitSelfSubmitting(settled);
            } else {
                return settled;
            }
        }
        throw new IllegalStateException("more than " + MOST_SCRIPTS + " pages that move on by themselves: " + settled);
    }

    /** One step of {@link #settle}: the form is sent, but no redirect is followed. */
    public Page step(Page page) {
        Navigation navigation = isRelay(page) ? Submission.byRelay(page) : Submission.byItself(page);
        return http.step(navigation, cookies);
    }

    private static boolean isRelay(Page page) {
        return page.hasScript() && page.fragment() != null && Submission.isRelay(page);
    }

    /**
     * Loads what a page shows in frames, by the attribute {@code src} or {@code data-src} of its {@code iframe}s. Cookies go
     * along, and are taken, as in a frame: only {@code SameSite=None} ones if the sites differ. Whether a browser would show
     * what comes is for a real browser to say.
     */
    public List<Page> frames(Page page) {
        return page.frames().stream()
                .map(frame -> http.follow(Navigation.frame(frame, Initiator.page(page)), cookies))
                .toList();
    }

    /** Sends a form from a page of the same origin and follows redirects. */
    public Page post(String url, Map<String, String> fields) {
        URI target = URI.create(url);
        return http.follow(Navigation.post(target, encode(fields), Initiator.at(target)), cookies);
    }

    /** Sends a form from this page to any address and follows redirects. */
    public Page post(Page from, String url, Map<String, String> fields) {
        return http.follow(Navigation.post(from.uri().resolve(url), encode(fields), Initiator.page(from)), cookies);
    }

    /** Lets a script of the same origin ask by {@code fetch}, and follows redirects. */
    public Page fetch(String url) {
        URI target = URI.create(url);
        return http.follow(Navigation.fetch(target, Initiator.at(target)), cookies);
    }

    /** Lets a script of this page ask by {@code fetch} with {@code credentials: "include"}, and follows redirects. */
    public Page fetch(Page from, String url) {
        return http.follow(Navigation.fetch(from.uri().resolve(url), Initiator.page(from)), cookies);
    }

    /** One request with exactly these headers; cookies come along unless the headers have {@code Cookie}. */
    public Page request(String method, String url, Map<String, String> headers) {
        return http.send(method, URI.create(url), headers, null, cookies);
    }

    /** One request with exactly these headers and this body; see {@link #request(String, String, Map)}. */
    public Page request(String method, String url, Map<String, String> headers, String body) {
        return http.send(method, URI.create(url), headers, body, cookies);
    }

    /** Opens an address that leads to the test provider's page, and signs in there as this user. */
    public Page signIn(String url, String user) {
        return signIn(open(url), user);
    }

    /**
     * Signs in as this user, known to the provider or not, and {@linkplain #settle settles}: one call for every response
     * type and mode.
     *
     * @throws IllegalStateException if the page is not the test provider's sign-in page
     */
    public Page signIn(Page signInPage, String user) {
        return settle(submit(checked(signInPage), SIGN_IN, Map.of(SignInPage.USER, user)));
    }

    /** Opens an address that leads to the test provider's page, and cancels there. */
    public Page cancelSignIn(String url) {
        return cancelSignIn(open(url));
    }

    /**
     * Cancels the sign-in, and {@linkplain #settle settles}.
     *
     * @throws IllegalStateException if the page is not the test provider's sign-in page
     */
    public Page cancelSignIn(Page signInPage) {
        return settle(submit(checked(signInPage), CANCEL, Map.of()));
    }

    /** The cookies that a typed address would get, in their order. */
    public List<BrowserCookie> cookies(String url) {
        return cookies.matching(URI.create(url), cookie -> true);
    }

    /** The newest cookie of this name, whatever its host; null if there is none. */
    public @Nullable BrowserCookie cookie(String name) {
        return cookies.all().stream()
                .filter(cookie -> cookie.name().equals(name))
                .reduce((older, newer) -> newer)
                .orElse(null);
    }

    /** Takes a cookie as if this address had answered with this {@code Set-Cookie} header. */
    public void setCookie(String url, String setCookieHeader) {
        cookies.store(URI.create(url), List.of(setCookieHeader));
    }

    /** Deletes all cookies of this name. */
    public void deleteCookie(String name) {
        cookies.removeIf(cookie -> cookie.name().equals(name));
    }

    /** Deletes all cookies. */
    public void clearCookies() {
        cookies.removeIf(cookie -> true);
    }

    /** Closes the browser and opens it again: cookies without an end are gone. */
    public void closeSession() {
        cookies.removeIf(BrowserCookie::endsWithBrowser);
    }

    /** Another browser with a copy of these cookies, like that of a thief. */
    public TestBrowser copy() {
        return new TestBrowser(http, cookies.copy());
    }

    private static Page checked(Page page) {
        boolean isSignInPage = page.title().endsWith(ProviderPage.NAME)
                && page.forms().stream().anyMatch(form -> form.fields().containsKey(SignInPage.USER));
        if (!isSignInPage) {
            throw new IllegalStateException("expected the test provider's sign-in page, not " + page);
        }
        return page;
    }

    private static FormBody encode(Map<String, String> fields) {
        return FormBody.of(PageForm.URL_ENCODED, new ArrayList<>(fields.entrySet()));
    }
}
