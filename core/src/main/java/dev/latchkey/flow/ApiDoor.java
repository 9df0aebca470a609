package dev.latchkey.flow;

import dev.latchkey.app.AccessToken;
import dev.latchkey.app.TokenRequest;
import dev.latchkey.app.TokenSource;
import dev.latchkey.config.AccessTokens;
import dev.latchkey.config.BaseUrl;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.http.WebRequest;
import dev.latchkey.provider.ProviderHttp;
import dev.latchkey.session.RolesClaim;
import dev.latchkey.token.AccessTokenIssuer;
import dev.latchkey.token.TokenClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application as an API, and as a caller of others' APIs.
 *
 * @param bearer requests with access tokens
 * @param metadata what clients should know; null: it is not published
 * @param userTokens tokens of users, for calls of other services
 * @param serviceTokens tokens of the application itself
 */
public record ApiDoor(
        BearerRequest bearer, @Nullable ResourceMetadata metadata, UserTokens userTokens, ServiceTokens serviceTokens) {

    /**
     * Puts the parts together.
     *
     * @param publishedScopes the scopes in the resource metadata; null: these are not published
     * @throws Misconfigured if they are to be published, and no provider's access tokens are taken
     */
    static ApiDoor of(
            BaseUrl baseUrl,
            Providers providers,
            RolesClaim rolesClaim,
            @Nullable List<String> publishedScopes,
            CurrentSession currentSession,
            ProviderHttp http,
            TokenClient tokenClient,
            Duration clockSkew,
            InstantSource clock) {
        AccessTokenIssuers issuers = issuers(providers, http, clockSkew, clock);
        ResourceMetadata metadata = publishedScopes == null ? null : metadata(baseUrl, issuers, publishedScopes);
        BearerAnswers answers = new BearerAnswers(baseUrl.toString(), metadata == null ? null : metadata.uri());
        return new ApiDoor(
                new BearerRequest(issuers, answers, rolesClaim, new KnownCallers(clock)),
                metadata,
                new UserTokens(currentSession, clock),
                new ServiceTokens(providers, tokenClient, clock));
    }

    private static AccessTokenIssuers issuers(
            Providers providers, ProviderHttp http, Duration clockSkew, InstantSource clock) {
        List<AccessTokenIssuer> issuers = new ArrayList<>();
        providers.all().forEach(provider -> {
            AccessTokens accepted = provider.settings().accessTokens();
            if (accepted != null) {
                issuers.add(new AccessTokenIssuer(provider, accepted, http, clockSkew, clock));
            }
        });
        return new AccessTokenIssuers(issuers);
    }

    private static ResourceMetadata metadata(BaseUrl baseUrl, AccessTokenIssuers issuers, List<String> scopes) {
        if (issuers.isEmpty()) {
            throw Misconfigured.setting(
                    "publishResourceMetadata",
                    "is set, but no provider's access tokens are taken",
                    "Provider.acceptAccessTokens(...) for one");
        }
        return new ResourceMetadata(baseUrl, issuers, scopes);
    }

    /** A token that is good for 30 seconds more. */
    public AccessToken validAccessToken(WebRequest request) {
        return userTokens.valid(request);
    }

    /** A token other than the session's. */
    public AccessToken renewedAccessToken(WebRequest request) {
        return userTokens.renewed(request);
    }

    /** A token of the application itself. */
    public AccessToken clientCredentials(TokenRequest request) {
        return serviceTokens.token(request);
    }

    /** The user's tokens. */
    public TokenSource tokensOf(WebRequest request) {
        return userTokens.of(request);
    }

    /** The application's own tokens. */
    public TokenSource tokensOf(TokenRequest request) {
        return serviceTokens.of(request);
    }
}
