package dev.latchkey.servlet;

import dev.latchkey.RelyingPartyBuilder;
import dev.latchkey.app.Access;
import dev.latchkey.servlet.container.WebApp;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * How an application under test is made.
 *
 * @param baseUrl its public URL, by the port that it listens on
 * @param settings changes to the relying party
 * @param rules the rules of the filter
 * @param application the servlets
 */
record Setup(
        IntFunction<String> baseUrl,
        UnaryOperator<RelyingPartyBuilder> settings,
        UnaryOperator<OidcFilter> rules,
        UnaryOperator<WebApp> application) {

    /** {@code /} and {@code /open/*} are open; everything else needs a login. */
    static Setup standard() {
        return new Setup(
                port -> "http://localhost:" + port,
                settings -> settings,
                filter -> filter.open("/", "/open/*").otherwise(Access.signedIn()),
                application -> application);
    }

    Setup baseUrl(IntFunction<String> url) {
        return new Setup(url, settings, rules, application);
    }

    Setup settings(UnaryOperator<RelyingPartyBuilder> changed) {
        return new Setup(baseUrl, changed, rules, application);
    }

    Setup rules(UnaryOperator<OidcFilter> changed) {
        return new Setup(baseUrl, settings, changed, application);
    }

    Setup application(UnaryOperator<WebApp> changed) {
        return new Setup(baseUrl, settings, rules, changed);
    }
}
