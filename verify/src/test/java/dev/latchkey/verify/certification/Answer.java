package dev.latchkey.verify.certification;

import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.verify.LoginApplication;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A login of Alice's as far as the provider's answer, which the browser has and the application does not.
 *
 * @param page the redirect, or the page with a form that submits itself
 */
record Answer(Page page) {
    /** The answer to a login that begins at this address. */
    static Answer to(TestProvider provider, TestBrowser browser, String address) {
        provider.signOutEverywhere();
        Page signIn = browser.open(address);
        return new Answer(browser.step(signIn, "Sign in", Map.of("username", "alice")));
    }

    /** The answer to a login for the page {@code /me}. */
    static Answer to(TestProvider provider, TestBrowser browser, LoginApplication application) {
        return to(provider, browser, application.url("/me"));
    }

    /** Brings it to the application, in the way that it is to travel; the last page. */
    Page deliver(TestBrowser browser) {
        return browser.settle(
                page.submitsItself() ? page : browser.open(page, page.location().toString()));
    }

    /** What is in it that nobody else may see: code, tokens and state. */
    List<String> secrets() {
        return values().filter(value -> value.length() > 20).toList();
    }

    private Stream<String> values() {
        if (page.submitsItself()) {
            return page.forms().get(0).fields().values().stream();
        }
        String query = page.location().getRawFragment() == null
                ? page.location().getRawQuery()
                : page.location().getRawFragment();
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> !pair.startsWith("iss="))
                .map(pair -> URLDecoder.decode(pair.replaceFirst("[^=]*=", ""), StandardCharsets.UTF_8));
    }
}
