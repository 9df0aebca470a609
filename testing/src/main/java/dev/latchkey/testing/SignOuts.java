package dev.latchkey.testing;

import dev.latchkey.testing.BrowserSessions.Session;
import dev.latchkey.testing.wire.FormCoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells clients that sessions have ended: by logout tokens, and by frames on the sign-out page. */
final class SignOuts {
    private final ProviderState state;

    SignOuts(ProviderState state) {
        this.state = state;
    }

    /** Sends logout tokens to the clients of these sessions that registered an address for them. */
    List<LogoutDelivery> notify(List<Session> ended) {
        List<LogoutDelivery> deliveries = new ArrayList<>();
        for (Session session : ended) {
            for (TestClient client : clients(session, "backchannel_logout_uri")) {
                deliveries.add(LogoutToken.of(state, client)
                        .sub(session.user().subject())
                        .sid(session.sid())
                        .send());
            }
        }
        return deliveries;
    }

    /** The addresses to show in frames, for the clients of this session that registered one (Front-Channel Logout §3). */
    List<String> frames(@Nullable Session session) {
        return session == null
                ? List.of()
                : clients(session, "frontchannel_logout_uri").stream()
                        .map(client -> frame(client, session))
                        .toList();
    }

    private String frame(TestClient client, Session session) {
        String uri = Objects.requireNonNull(client.text("frontchannel_logout_uri"));
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        boolean isAsked = Boolean.TRUE.equals(client.metadata().get("frontchannel_logout_session_required"));
        if (isAsked && !state.is(Misbehaviour.FRONTCHANNEL_LOGOUT_BARE)) {
            boolean isOther = state.is(Misbehaviour.FRONTCHANNEL_LOGOUT_WRONG_ISS);
            parameters.add(Map.entry("iss", isOther ? "https://other-issuer.example" : state.issuer()));
            if (!state.is(Misbehaviour.FRONTCHANNEL_LOGOUT_ISS_ALONE)) {
                boolean isWrong = state.is(Misbehaviour.FRONTCHANNEL_LOGOUT_WRONG_SID);
                parameters.add(Map.entry("sid", isWrong ? "other-session" : session.sid()));
            }
        }
        return parameters.isEmpty() ? uri : uri + (uri.contains("?") ? "&" : "?") + FormCoding.encode(parameters);
    }

    private List<TestClient> clients(Session session, String address) {
        return state.sessions.visited(session).stream()
                .map(state.clients::find)
                .filter(Objects::nonNull)
                .filter(client -> client.text(address) != null)
                .toList();
    }
}
