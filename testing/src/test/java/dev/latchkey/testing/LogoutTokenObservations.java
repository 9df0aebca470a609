package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What is wrong in a logout token. */
final class LogoutTokenObservations {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    static final Map<Misbehaviour, Observation> ALL = Map.ofEntries(
            Map.entry(Misbehaviour.LOGOUT_TOKEN_WRONG_ISSUER, is("iss", "https://other-issuer.example")),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_WRONG_AUDIENCE, is("aud", "other-client")),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_NO_IAT, lacks("iat")),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_OLD, differs("iat", -600)),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_FROM_THE_FUTURE, differs("iat", 600)),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_EXPIRED, differs("exp", -600)),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_NO_EXP, lacks("exp")),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_NO_JTI, lacks("jti")),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_NO_EVENTS, lacks("events")),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_WRONG_EVENTS, is("events", Map.of("urn:test:other-event", Map.of()))),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_EVENTS_AS_LIST, is("events", List.of(EVENT))),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_EVENT_NOT_AN_OBJECT, is("events", Map.of(EVENT, "now"))),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_WITH_NONCE, is("nonce", "nonce")),
            Map.entry(
                    Misbehaviour.LOGOUT_TOKEN_FOR_NOBODY,
                    token(jwt -> assertThat(jwt.claims()).doesNotContainKeys("sid", "sub"))),
            Map.entry(Misbehaviour.LOGOUT_TOKEN_SID_NOT_TEXT, is("sid", 42L)),
            Map.entry(
                    Misbehaviour.LOGOUT_TOKEN_TYP_JWT,
                    token(jwt -> assertThat(jwt.headers()).containsEntry("typ", "JWT"))),
            Map.entry(
                    Misbehaviour.LOGOUT_TOKEN_NO_TYP,
                    token(jwt -> assertThat(jwt.headers()).doesNotContainKey("typ"))));

    private LogoutTokenObservations() {}

    private static Observation token(Consumer<Jwt> check) {
        return (provider, client) -> check.accept(new Jwt(
                provider.logoutToken("client1").sub("alice").sid("session").compact()));
    }

    private static Observation is(String claim, Object value) {
        return token(jwt -> assertThat(jwt.claims()).containsEntry(claim, value));
    }

    private static Observation lacks(String claim) {
        return token(jwt -> assertThat(jwt.claims()).doesNotContainKey(claim));
    }

    private static Observation differs(String claim, long seconds) {
        return token(jwt -> {
            long now = System.currentTimeMillis() / 1000;
            long value = (long) Objects.requireNonNull(jwt.claims().get(claim));
            assertThat(value - now).isBetween(seconds - 60, seconds + 60);
        });
    }
}
