package dev.latchkey.token;

import dev.latchkey.authorization.Asked;
import dev.latchkey.authorization.AuthorizationCode;
import dev.latchkey.authorization.FrontChannel;
import dev.latchkey.authorization.PendingLogin;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.provider.NamedProvider.Relationship;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ID token is checked against.
 *
 * @param relationship the provider and our registration there
 * @param occasion when it came
 * @param nonce the {@code nonce} of the login
 * @param startedAt when the login began
 * @param asked what the login asked for
 * @param code the code that came with it, if one did
 * @param accessToken the access token that came with it, if one did
 * @param previous the token that it must agree with, if there is one
 * @param now the time
 * @param clockSkew how far the provider's clock may be off
 */
public record Expected(
        Relationship relationship,
        Occasion occasion,
        String nonce,
        Instant startedAt,
        Asked asked,
        @Nullable AuthorizationCode code,
        @Nullable String accessToken,
        @Nullable Agreement previous,
        Instant now,
        Duration clockSkew) {
    /** When an ID token comes. */
    public enum Occasion {
        /** Through the browser: what comes beside it is worth nothing unless it vouches for it. */
        FRONT_CHANNEL,
        /** From the token endpoint, or as the last word of a flow without one. */
        LOGIN,
        /** From the token endpoint, for a refresh token. */
        REFRESH
    }

    /**
     * What an ID token must share with an earlier one.
     *
     * @param otherwise the reason for refusing it
     * @param issuer the {@code iss}
     * @param subject the {@code sub}
     * @param audiences the {@code aud}, of which none may be missing
     * @param authorizedParty the {@code azp}; null: not said
     * @param authTime the {@code auth_time}; null: not said
     * @param sid the {@code sid}; null: not said
     */
    public record Agreement(
            FailureReason otherwise,
            String issuer,
            String subject,
            Set<String> audiences,
            @Nullable String authorizedParty,
            @Nullable Long authTime,
            @Nullable String sid) {}

    /** Of an ID token that came through the browser. */
    public static Expected inFront(
            Relationship relationship, PendingLogin login, FrontChannel front, Instant now, Duration clockSkew) {
        return new Expected(
                relationship,
                Occasion.FRONT_CHANNEL,
                login.nonce(),
                login.startedAt(),
                Asked.NOTHING,
                front.code(),
                front.accessToken(),
                null,
                now,
                clockSkew);
    }

    /** Of the ID token that a login rests on. */
    public static Expected atLogin(
            Relationship relationship,
            PendingLogin login,
            VerifiedFrontChannel front,
            TokenResponse tokens,
            Instant now,
            Duration clockSkew) {
        return new Expected(
                relationship,
                Occasion.LOGIN,
                login.nonce(),
                login.startedAt(),
                login.asked(relationship),
                null,
                tokens.accessToken(),
                front.agreement(),
                now,
                clockSkew);
    }

    /** Of an ID token that a refresh brought (OpenID Connect Core §12.2). */
    public static Expected atRefresh(
            Relationship relationship,
            String nonce,
            Agreement login,
            TokenResponse tokens,
            Instant now,
            Duration clockSkew) {
        return new Expected(
                relationship,
                Occasion.REFRESH,
                nonce,
                Instant.EPOCH,
                Asked.NOTHING,
                null,
                tokens.accessToken(),
                login,
                now,
                clockSkew);
    }

    /** The algorithm that it must be signed with. */
    String algorithm() {
        return relationship.client().idToken().signingAlgorithm();
    }

    /** Audiences that it may name. */
    boolean trusts(String audience) {
        return audience.equals(relationship.client().clientId())
                || relationship.settings().trustedAudiences().contains(audience);
    }

    @Override
    public String toString() {
        return "Expected[" + relationship.metadata().issuer() + "]";
    }
}
