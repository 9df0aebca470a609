package dev.latchkey.testing;

import dev.latchkey.testing.jose.SigningAlgorithm;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What the provider was started with. */
record ProviderSettings(
        int port,
        String issuerPath,
        InstantSource clock,
        List<TestClient> clients,
        List<TestUser> users,
        Lifetimes lifetimes,
        @Nullable String initialAccessToken,
        SigningAlgorithm signingAlgorithm,
        List<String> tokenEndpointAuthMethods,
        boolean strictRedirectUris,
        String host,
        @Nullable SSLContext tls) {}
