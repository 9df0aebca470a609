package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;

/** Where distributed claims are, for the access token that came with their source (OpenID Connect Core §5.6.2.2). */
final class ClaimsEndpoint implements EndpointHandler {
    private final ProviderState state;

    ClaimsEndpoint(ProviderState state) {
        this.state = state;
    }

    @Override
    public Answer answer(Request request) {
        String accessToken = request.bearerToken();
        String token = accessToken == null ? null : state.claimSources.distributed(accessToken);
        return token == null
                ? UserInfoEndpoint.refusal(401, accessToken == null ? null : "invalid_token")
                : Reply.text(200, "application/jwt", token);
    }
}
