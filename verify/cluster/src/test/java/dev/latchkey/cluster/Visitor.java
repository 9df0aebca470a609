package dev.latchkey.cluster;

import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import java.util.Map;

/** Somebody with a browser of his own. */
final class Visitor {
    private static final String ME = "/me";
    private static final Map<String, String> BY_SCRIPT =
            Map.of("Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty", "Sec-Fetch-Site", "same-origin");

    private final Cluster cluster;
    private final String name;
    private final TestBrowser browser = new TestBrowser();

    Visitor(Cluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Opens the page that needs a login, and signs in unless the provider knows him already. */
    Page signIn() {
        Page page = browser.open(cluster.url(ME));
        boolean isAtProvider = page.status() == 200 && page.url().startsWith(cluster.provider.issuer());
        return isAtProvider ? browser.signIn(page, name) : page;
    }

    /** Signs in, and looks at nothing that needs it. */
    Page signInOnly() {
        return browser.signIn(cluster.url("/login?return_to=/"), name);
    }

    /** Does the browser hold the cookie of a session? */
    boolean hasSession() {
        return browser.cookies(cluster.url("/")).stream()
                .anyMatch(cookie -> cookie.name().startsWith("latchkey-")
                        && cookie.name().endsWith("-s")
                        && !cookie.value().isEmpty());
    }

    /** Opens the page that needs a login; no redirect is followed. */
    Page page() {
        return browser.step(cluster.url(ME));
    }

    /** The same by a script of the public page. */
    Page call() {
        return browser.fetch(cluster.url(ME));
    }

    /** The same at this node, past the proxy. */
    Page callAt(NodeProcess node) {
        return browser.request("GET", node.url(ME), BY_SCRIPT);
    }
}
