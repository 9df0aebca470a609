package dev.latchkey.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Aggregated and distributed claims, which the provider itself vouches for (OpenID Connect Core §5.6.2). Thread-safe. */
final class ClaimSources {
    private final ProviderState state;
    private final Map<String, String> byAccessToken = new ConcurrentHashMap<>();

    ClaimSources(ProviderState state) {
        this.state = state;
    }

    /** Adds what the user has from elsewhere. */
    void addTo(Map<String, Object> claims, TestUser user) {
        if (user.sources().isEmpty()) {
            return;
        }
        Map<String, Object> names = new LinkedHashMap<>();
        Map<String, Object> sources = new LinkedHashMap<>();
        user.sources().forEach((name, source) -> {
            boolean lost = state.is(Misbehaviour.CLAIM_SOURCE_MISSING);
            source.claims().keySet().forEach(claim -> names.put(claim, lost ? "no-such-source" : name));
            sources.put(name, source(user, source));
        });
        claims.put("_claim_names", names);
        claims.put("_claim_sources", sources);
    }

    /** The token behind the endpoint of distributed claims, or null. */
    @Nullable
    String distributed(String accessToken) {
        return byAccessToken.get(accessToken);
    }

    private Map<String, Object> source(TestUser user, ClaimSource source) {
        String token = token(user, source.claims());
        if (source.delivery() == ClaimSource.Delivery.AGGREGATED) {
            return Map.of("JWT", token);
        }
        String accessToken = Secrets.random();
        byAccessToken.put(accessToken, token);
        return Map.of("endpoint", state.address(Endpoint.CLAIMS), "access_token", accessToken);
    }

    private String token(TestUser user, Map<String, Object> vouchedFor) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", state.issuer());
        claims.put("sub", user.subject());
        claims.putAll(vouchedFor);
        ResponseSigner signer = ResponseSigner.usual(state);
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case AGGREGATED_OTHER_ISSUER -> claims.put("iss", "https://other-issuer.example");
                case AGGREGATED_OTHER_SUBJECT -> claims.put("sub", "somebody-else");
                case AGGREGATED_BAD_SIGNATURE -> signer = signer.badly();
                case AGGREGATED_ALG_NONE -> signer = signer.unsigned("none");
                default -> {}
            }
        }
        return signer.sign(claims);
    }
}
