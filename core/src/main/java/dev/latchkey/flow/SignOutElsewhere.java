package dev.latchkey.flow;

import dev.latchkey.app.Decision.Answer;
import dev.latchkey.http.WebRequest;
import org.jspecify.annotations.Nullable;

/** The user signed out somewhere else, and a provider passes that on, as far as the settings let it. */
final class SignOutElsewhere {
    private final Addresses addresses;
    private final @Nullable BackchannelLogout backchannel;
    private final @Nullable FrontchannelLogout frontchannel;

    SignOutElsewhere(
            Addresses addresses, @Nullable BackchannelLogout backchannel, @Nullable FrontchannelLogout frontchannel) {
        this.addresses = addresses;
        this.backchannel = backchannel;
        this.frontchannel = frontchannel;
    }

    /** The answer; null: nothing of this kind is at this path. */
    @Nullable
    Answer handle(WebRequest request, String path) {
        if (backchannel != null && path.equals(addresses.backchannelLogoutPath())) {
            return backchannel.handle(request);
        } else if (frontchannel != null && path.equals(addresses.frontchannelLogoutPath())) {
            return frontchannel.handle(request);
        }
        return null;
    }
}
