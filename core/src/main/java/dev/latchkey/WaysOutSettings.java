package dev.latchkey;

import dev.latchkey.config.BaseUrl;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.flow.WaysOut;
import dev.latchkey.http.SetCookie.SameSite;
import dev.latchkey.store.RevocableSessionStore;
import dev.latchkey.store.SessionStore;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The settings for sign-out, as the builder collects them. */
final class WaysOutSettings {
    private static final Duration MAX_INTERVAL = Duration.ofDays(400);

    // Written only by RelyingPartyBuilder.
    @Nullable
    RevocableSessionStore backchannel;

    boolean frontchannel;
    boolean sessionPage;
    boolean revocation = true;
    SameSite sessionCookies = SameSite.LAX;

    @Nullable
    Duration sessionRefreshInterval;

    /**
     * Where sessions are kept.
     *
     * @param sessions the store that was set beside; null: none
     * @throws Misconfigured if two stores were set
     */
    SessionStore store(@Nullable SessionStore sessions) {
        if (backchannel != null && sessions != null) {
            throw Misconfigured.setting(
                    "backchannelLogout", "names the session store, and so does sessions(...)", "one of the two");
        }
        return backchannel != null ? backchannel : sessions != null ? sessions : SessionStore.cookie();
    }

    /**
     * The settings.
     *
     * @throws Misconfigured if they do not fit together
     */
    WaysOut checked(BaseUrl url, Collection<Provider> providers) {
        require(url, providers);
        return new WaysOut(backchannel != null, frontchannel, sessionPage, revocation, sessionRefreshInterval);
    }

    private void require(BaseUrl url, Collection<Provider> providers) {
        if (sessionCookies == SameSite.NONE && !url.isHttps()) {
            throw Misconfigured.setting(
                    "allowCrossSiteSessionCookie", "needs https: browsers refuse such a cookie", "an https baseUrl");
        }
        Duration interval = sessionRefreshInterval;
        if (interval != null && (interval.toSeconds() < 1 || interval.compareTo(MAX_INTERVAL) > 0)) {
            throw Misconfigured.setting(
                    "sessionRefreshInterval",
                    "is " + interval,
                    "between a second and 400 days, such as Duration.ofMinutes(15)");
        }
        if (sessionCookies != SameSite.NONE) {
            requireCookieAtTheCallback("sessionRefreshInterval", interval != null, providers);
            requireCookieAtTheCallback("sessionManagement", sessionPage, providers);
        }
    }

    /** A check concerns a session; a form that the provider's page posts here does not bring the session's cookie. */
    private static void requireCookieAtTheCallback(String setting, boolean isSet, Collection<Provider> providers) {
        if (isSet
                && providers.stream()
                        .anyMatch(provider -> provider.settings().responseMode() == ResponseMode.FORM_POST)) {
            throw Misconfigured.setting(
                    setting,
                    "does not work with form_post, which does not bring the session's cookie back",
                    "another response mode, or allowCrossSiteSessionCookie()");
        }
    }
}
