package dev.latchkey.flow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How sessions end, beside their own clocks and the user's click.
 *
 * @param backchannel may providers end sessions without a browser?
 * @param frontchannel may a provider's page end sessions, in a frame?
 * @param sessionPage is there a page that watches the session at the provider?
 * @param revocation are tokens taken back at sign-out?
 * @param sessionRefreshInterval how long the provider's word counts that the user is signed in there; null: for ever
 */
public record WaysOut(
        boolean backchannel,
        boolean frontchannel,
        boolean sessionPage,
        boolean revocation,
        @Nullable Duration sessionRefreshInterval) {}
