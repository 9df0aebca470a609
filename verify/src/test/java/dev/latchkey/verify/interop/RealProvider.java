package dev.latchkey.verify.interop;

import dev.latchkey.app.TokenRequest;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.testing.Page;
import dev.latchkey.testing.TestBrowser;
import java.util.Set;

/**
 * An OpenID Provider that somebody else wrote, running on loopback. It has the users {@code alice} and {@code bob},
 * whose passwords are their names, and every {@link TestClient}.
 */
interface RealProvider extends AutoCloseable {
    /** Where the discovery document is, below the issuer (OpenID Connect Discovery §4). */
    String DISCOVERY = "/.well-known/openid-configuration";

    /** The product's name, as tests show it. */
    String name();

    /** The issuer; its discovery document is there. */
    String issuer();

    /** What it offers of all that there is. */
    Set<Feature> offered();

    /** What an application has to say to register here. */
    default ClientMetadata clientMetadata(Visit visit) {
        return ClientMetadata.named("Interop");
    }

    /** What an application has to set to get an ID token through the browser. */
    default Provider idTokenInFront(Provider settings) {
        return settings;
    }

    /** What an application has to set to get access tokens with the scope {@code read} for an API. */
    default Provider callingApi(Provider settings, String audience) {
        return settings.scopes("openid", "profile", "email", "read");
    }

    /** What an application has to ask for to get such a token for itself. */
    default TokenRequest ownToken(String audience) {
        return TokenRequest.at("default").scopes("read");
    }

    /** What an API has to set to take access tokens that are JWTs. */
    default Provider takingJwts(Provider settings) {
        return settings;
    }

    /** This provider, or another one like it, where registering a client needs an initial access token. */
    RealProvider withClosedRegistration();

    /** An initial access token (RFC 7591 §3) that is good for registering one client. */
    String initialAccessToken();

    /** The authentication context of a user who signed in by a password. */
    String acr();

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
