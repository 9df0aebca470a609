package dev.latchkey.testing;

import com.sun.net.httpserver.HttpExchange;
import dev.latchkey.testing.wire.Answer;
import dev.latchkey.testing.wire.Reply;
import dev.latchkey.testing.wire.Request;
import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Records each request, then brings it to its endpoint, unless a lie answers first. Thread-safe. */
final class Router implements ProviderServer.Handler {
    final RequestLog<RecordedRequest> requests = new RequestLog<>();
    private final Map<Endpoint, EndpointHandler> handlers = new EnumMap<>(Endpoint.class);
    final Pauses pauses = new Pauses();
    private final ProviderState state;
    private final AnswerLies lies;

    Router(ProviderState state) {
        this.state = state;
        this.lies = new AnswerLies(state);
        Authorizations authorizations = new Authorizations(state);
        ClientAuthenticator authenticator = new ClientAuthenticator(state);
        DiscoveryEndpoint discovery = new DiscoveryEndpoint(state);
        JwksEndpoint jwks = new JwksEndpoint(state);
        handlers.put(Endpoint.DISCOVERY, discovery);
        handlers.put(Endpoint.JWKS, jwks);
        handlers.put(Endpoint.AUTHORIZATION, new AuthorizationEndpoint(state, authorizations));
        handlers.put(Endpoint.SIGN_IN, new SignInEndpoint(state, authorizations));
        handlers.put(Endpoint.TOKEN, new TokenEndpoint(state, authenticator));
        handlers.put(Endpoint.USERINFO, new UserInfoEndpoint(state));
        handlers.put(Endpoint.REGISTRATION, new RegistrationEndpoint(state));
        handlers.put(Endpoint.INTROSPECTION, new IntrospectionEndpoint(state, authenticator));
        handlers.put(Endpoint.REVOCATION, new RevocationEndpoint(state, authenticator));
        handlers.put(Endpoint.END_SESSION, new EndSessionEndpoint(state, authorizations));
        handlers.put(Endpoint.CHECK_SESSION, new CheckSessionEndpoint(state));
        handlers.put(Endpoint.CLAIMS, new ClaimsEndpoint(state));
        handlers.put(Endpoint.WEBFINGER, new WebFingerEndpoint(state));
        handlers.put(Endpoint.ELSEWHERE, new ElsewhereEndpoint(state, discovery, jwks));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Request request = Request.read(exchange, URI.create(state.origin()));
        Endpoint endpoint = endpoint(exchange.getRequestURI().getPath());
        requests.add(new RecordedRequest(
                endpoint,
                request.method(),
                request.uri(),
                request.headers(),
                request.parameters().values(),
                request.body()));
        pauses.hold(endpoint);
        answer(endpoint, request).send(exchange);
    }

    private Answer answer(Endpoint endpoint, Request request) {
        Answer lie = lies.insteadOf(endpoint, request);
        if (lie != null) {
            return lie;
        }
        try {
            Answer honest = Objects.requireNonNull(handlers.get(endpoint)).answer(request);
            return JsonLies.edit(honest, endpoint, state);
        } catch (OAuthError e) {
            return e.reply();
        } catch (PageError e) {
            return Reply.html(400, ProviderPage.message("This cannot work", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            return Reply.text(500, "text/plain", "The test provider has a defect: " + e);
        }
    }

    private Endpoint endpoint(String path) {
        for (Endpoint endpoint : Endpoint.values()) {
            if (path.equals(state.path(endpoint))) {
                return endpoint;
            }
        }
        return Endpoint.ELSEWHERE;
    }
}
