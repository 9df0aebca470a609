package dev.latchkey.testing;

import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.util.List;
import java.util.Map;

/** Where redirects and links in lies point to; a page about the provider at the root; else nothing. */
final class ElsewhereEndpoint implements EndpointHandler {
    static final String METADATA = "/openid-configuration";
    static final String KEYS = "/jwks";
    static final String ATTACKER_CERTIFICATE = "/attacker-certificate";
    static final String ATTACKER_KEYS = "/attacker-jwks";

    private final ProviderState state;
    private final EndpointHandler discovery;
    private final EndpointHandler jwks;

    ElsewhereEndpoint(ProviderState state, EndpointHandler discovery, EndpointHandler jwks) {
        this.state = state;
        this.discovery = discovery;
        this.jwks = jwks;
    }

    @Override
    public Answer answer(Request request) {
        String address = state.address(Endpoint.ELSEWHERE);
        String asked = request.uri().toString();
        if (asked.equals(address + METADATA)) {
            return discovery.answer(request);
        }
        if (asked.equals(address + KEYS)) {
            return jwks.answer(request);
        }
        if (asked.equals(address + ATTACKER_KEYS)) {
            Map<String, Object> key = state.keys.attacker(state.keys.signing()).jwk();
            return Reply.json(200, Map.of("keys", List.of(key)));
        }
        if (asked.equals(address + ATTACKER_CERTIFICATE)) {
            String certificate = state.keys.attackersCertificate(state.keys.signing());
            return Reply.text(
                    200,
                    "application/pem-certificate-chain",
                    "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
        }
        if (request.uri().getPath().equals("/")) {
            return Reply.html(200, ProviderPage.message("Test provider", "The issuer is " + state.issuer()));
        }
        return Reply.html(404, ProviderPage.message("Not found", "The provider has nothing here."));
    }
}
