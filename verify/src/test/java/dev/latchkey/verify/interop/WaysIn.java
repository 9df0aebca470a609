package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.Provider;
import dev.latchkey.config.RequestObject;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.verify.LoginApplication;

/** How the request gets to the provider, and the answer back. */
final class WaysIn {
    private WaysIn() {}

    /** Latchkey refuses an answer of another type or in another mode. */
    static Scenario by(ResponseType type, ResponseMode mode) {
        return visit -> {
            Provider settings = visit.registered().responseType(type).responseMode(mode);
            visit.signsIn(type.hasIdToken() ? visit.provider().idTokenInFront(settings) : settings);
        };
    }

    static Scenario by(RequestObject requestObject) {
        return visit -> {
            TestBrowser browser = visit.browser();
            try (LoginApplication application = visit.start(visit.registered().requestObject(requestObject))) {
                String url = browser.step(application.url("/me")).location().toString();
                assertThat(url).doesNotContain("state=", "redirect_uri=").contains(parameter(requestObject));

                Page form = browser.open(application.url("/me"));
                visit.requireBob(visit.provider().signIn(browser, form, "bob"));
            }
        };
    }

    private static String parameter(RequestObject requestObject) {
        return requestObject.passing() == RequestObject.Passing.BY_VALUE ? "&request=" : "&request_uri=";
    }
}
