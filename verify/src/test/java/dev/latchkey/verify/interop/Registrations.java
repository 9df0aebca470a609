package dev.latchkey.verify.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.RelyingParty;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Dynamic client registration (RFC 7591). */
final class Registrations {
    private Registrations() {}

    /** Anybody may register. */
    static void open(Journey journey) throws IOException {
        journey.untapped().signIn();
    }

    /** Registering needs an initial access token, and fails without. */
    static void withInitialAccessToken(Journey journey) throws IOException {
        RealProvider closed = journey.provider().closed();
        String token = closed.initialAccessToken();
        try (Journey there = journey.elsewhere(closed)) {
            there.registering(metadata -> metadata.initialAccessToken(token)).signIn();
        }
    }

    /** Discovery and registration happen when the application says so, and not again at the first login. */
    static void aheadOfTheFirstLogin(Journey journey) throws IOException {
        RelyingParty relyingParty = journey.application().relyingParty();
        assertThat(relyingParty.discover("default").issuer())
                .isEqualTo(journey.provider().issuer());
        String clientId = relyingParty.register("default");

        journey.signIn();
        assertThat(journey.request()).containsEntry("client_id", clientId);
    }

    /** Members beyond those that Latchkey decides are taken by the provider, and come back unchanged where they come. */
    static void moreMembers(Journey journey) throws IOException {
        Map<String, Object> members = Map.of(
                "contacts",
                List.of("ops@example.com"),
                "client_uri",
                journey.url("/"),
                "logo_uri",
                journey.url("/logo.png"),
                "policy_uri",
                journey.url("/policy"),
                "tos_uri",
                journey.url("/terms"),
                "subject_type",
                "public",
                "default_max_age",
                3600,
                "require_auth_time",
                true);
        journey.registering(metadata -> {
                    var all = metadata;
                    for (Map.Entry<String, Object> member : members.entrySet()) {
                        all = all.with(member.getKey(), member.getValue());
                    }
                    return all;
                })
                .signIn();

        Wiretap.Exchange registration = journey.wire()
                .to(Objects.requireNonNull(
                        journey.application().relyingParty().discover("default").registrationEndpoint()))
                .get(0);
        assertThat(Messages.json(registration.call().body()))
                .containsKeys(members.keySet().toArray(String[]::new));
        assertThat(registration.answer().status()).isEqualTo(201);
        Map<String, Object> answer = Messages.json(registration.answer().text());
        assertThat(answer).containsEntry("client_name", "Interop");
        answer.keySet().retainAll(members.keySet());
        answer.forEach((member, value) ->
                assertThat(String.valueOf(value)).as(member).isEqualTo(String.valueOf(members.get(member))));
    }
}
