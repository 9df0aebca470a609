package dev.latchkey.example.javalin.docs;

import dev.latchkey.RelyingParty;
import dev.latchkey.app.LogoutRequest;
import dev.latchkey.config.Provider;
import dev.latchkey.javalin.Logouts;
import dev.latchkey.store.SessionStore;
import io.javalin.http.Context;
import java.time.Duration;

/** Ways out as the documentation sets them up. */
final class SignOutSetups {
    private SignOutSetups() {}

    static RelyingParty everyWayOut(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .backchannelLogout(SessionStore.inMemory())
                .frontchannelLogout()
                .sessionManagement()
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
    }

    static RelyingParty askedEveryQuarter(String secretKey) {
        return RelyingParty.builder()
                .baseUrl("https://app.example.com")
                .secretKey(secretKey)
                .sessionRefreshInterval(Duration.ofMinutes(15))
                .provider("default", ProviderSetups.discoveredAndRegisteredByHand())
                .build();
    }

    static Provider auth0() {
        return Provider.discover("https://tenant.eu.auth0.com/")
                .client("client1", "secret1")
                .endSessionUrl("https://tenant.eu.auth0.com/v2/logout?client_id={client_id}"
                        + "&returnTo={post_logout_redirect_uri}");
    }

    static void leave(RelyingParty oidc, Context ctx) {
        Logouts.start(oidc, LogoutRequest.to("/goodbye").uiLocales("de"), ctx);
    }
}
