package dev.latchkey;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision;
import dev.latchkey.flow.Endpoints;
import dev.latchkey.http.WebRequest;

/**
 * The relying party: the one door between an application and its OpenID Providers. Immutable and thread-safe; an
 * application makes one when it starts and hands it to its adapter.
 *
 * <p>An adapter asks {@link #decide} about every request, and does what the decision says.
 */
public final class RelyingParty {
    private final Endpoints endpoints;

    RelyingParty(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** A builder; {@code baseUrl}, {@code secretKey} and one {@code provider} are required. */
    public static RelyingPartyBuilder builder() {
        return new RelyingPartyBuilder();
    }

    /**
     * What to do with a request: login, callback and sign-out are answered here; anything else goes to the application if
     * its access allows, or is answered with a login.
     *
     * @param request the request
     * @param access what the route, the path or everything else asks for
     * @throws dev.latchkey.failure.Misconfigured if the access names a provider that is not configured
     */
    public Decision decide(WebRequest request, Access access) {
        return endpoints.decide(request, access);
    }

    /**
     * Checks an access when the application starts, so that a misspelt provider is found before the first request.
     *
     * @throws dev.latchkey.failure.Misconfigured if it names a provider that is not configured
     */
    public void check(Access access) {
        endpoints.check(access);
    }

    /** The redirect URI, as it must be registered at every provider. */
    public String redirectUri() {
        return endpoints.addresses().redirectUri().toString();
    }

    /** The post-logout redirect URI, as it must be registered at every provider with an end-session endpoint. */
    public String postLogoutRedirectUri() {
        return endpoints.addresses().postLogoutRedirectUri().toString();
    }

    @Override
    public String toString() {
        return "RelyingParty[" + endpoints.addresses().baseUrl() + "]";
    }
}
