package dev.latchkey.verify.interop;

import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;

/**
 * An OpenID Provider that somebody else wrote, running on loopback. It has the user {@code bob}, whose password is his
 * name, and every {@link TestClient}.
 */
interface RealProvider extends AutoCloseable {
    /** Which provider it is. */
    Product product();

    /** The issuer; its discovery document is there. */
    String issuer();

    /** An authentication context that the provider vouches for when somebody signs in with a password. */
    String acr();

    /** The provider, or another one like it, where registering a client needs an initial access token. */
    RealProvider closed();

    /** An initial access token (RFC 7591 §3) that is good for registering one client. */
    String initialAccessToken();

    /** The settings, with a client that is registered for all that they ask: by itself, or by hand where that is not possible. */
    default Provider enrol(Provider settings, ClientMetadata metadata, String applicationUrl) {
        return settings.register(metadata);
    }

    /** Whether this page is the provider's form for user name and password. */
    boolean asksForCredentials(Page page);

    /** Signs this user in on the provider's form, and follows the way back to the application. */
    Page signIn(TestBrowser browser, Page form, String user);

    /** Refuses a login of {@link TestClient#REFUSABLE} that has come to the provider's form. */
    Page refuse(TestBrowser browser, Page form, String user);

    /** Answers the question whether to sign out, if the provider asks it. */
    Page confirmSignOut(TestBrowser browser, Page page);

    @Override
    void close();
}
