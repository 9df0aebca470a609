package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.HttpSettings;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.config.RequestObject;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.Misbehaviour;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application tells a provider when it registers, and answers that it does not act on (RFC 7591). */
class RegistrationCasesTest {
    private static final TestProvider PROVIDER = TestProvider.start();
    private static final List<HttpServer> SERVERS = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stop() {
        PROVIDER.close();
        SERVERS.forEach(server -> server.stop(0));
    }

    private static Login registering(Flow flow, ClientMetadata metadata) {
        return Login.at(
                PROVIDER,
                (Provider provider) ->
                        provider.register(metadata).responseType(flow.type).responseMode(flow.mode));
    }

    private static Login registering(Flow flow) {
        return registering(flow, ClientMetadata.named("Application"));
    }

    private static void assertNobodySentAnywhere() {
        assertThat(PROVIDER.requests(Endpoint.AUTHORIZATION)).isEmpty();
        assertThat(PROVIDER.requests(Endpoint.TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRATION_HUGE,503,PROVIDER_ANSWER_TOO_LARGE",
        "REGISTRATION_HALF_BODY,503,PROVIDER_UNREACHABLE",
        "REGISTRATION_REDIRECT,503,PROVIDER_BAD_ANSWER",
        "REGISTRATION_DUPLICATE_MEMBER,503,PROVIDER_BAD_ANSWER",
        "REGISTRATION_OTHER_REDIRECT_URI,500,REGISTRATION_REFUSED",
        "REGISTRATION_OTHER_RESPONSE_TYPE,500,REGISTRATION_REFUSED",
        "REGISTRATION_OTHER_AUTH_METHOD,500,REGISTRATION_REFUSED",
        "REGISTRATION_OTHER_ALGORITHM,500,REGISTRATION_REFUSED"
    })
    void a_registration_that_is_no_use_sends_nobody_anywhere(Misbehaviour how, int status, FailureReason reason)
            throws IOException {
        for (Flow flow : List.of(Flow.CODE_QUERY, Flow.ID_TOKEN_FRAGMENT, Flow.CODE_ID_TOKEN_TOKEN_FORM_POST)) {
            registering(flow).fails(status, reason, how);
            assertNobodySentAnywhere();
        }
    }

    @Test
    void a_provider_that_hangs_at_registration_is_given_up() throws IOException {
        try (TestProvider slow = TestProvider.start()) {
            slow.misbehave(Misbehaviour.REGISTRATION_SLOW);
            String address = slow.uri(Endpoint.REGISTRATION).toString();
            registering(Flow.CODE_QUERY)
                    .with(provider -> provider.adjustMetadata(metadata -> metadata.registrationEndpoint(address)))
                    .party(party -> party.http(HttpSettings.defaults().tokenTimeout(Duration.ofSeconds(1))))
                    .fails(503, FailureReason.PROVIDER_TIMEOUT);
        }
        assertNobodySentAnywhere();
    }

    /** Registers with a server that answers this, whatever it is asked. */
    private static Login answered(String json) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] body = json.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(201, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        String address = "http://localhost:" + server.getAddress().getPort() + "/";
        SERVERS.add(server);
        return registering(Flow.CODE_QUERY)
                .with(provider -> provider.adjustMetadata(metadata -> metadata.registrationEndpoint(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"client_id\":\"client1\",\"client_secret\":\"secret1\"}",
                "{\"client_id\":\"client1\",\"client_secret\":\"secret1\",\"client_secret_expires_at\":0}",
                "{\"client_id\":\"client1\",\"client_secret\":\"secret1\",\"unknown\":[{}]}"
            })
    void an_answer_with_what_is_needed_will_do(String json) throws IOException {
        answered(json).succeeds();
    }

    private static final Map<String, Object> EVERYTHING = everything();

    private static Map<String, Object> everything() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("contacts", List.of("ops@example.com", "sec@example.com"));
        members.put("logo_uri", "http://localhost/logo.png");
        members.put("client_uri", "http://localhost/");
        members.put("policy_uri", "http://localhost/policy");
        members.put("tos_uri", "http://localhost/terms");
        members.put("client_name#fr", "Logiciel");
        members.put("subject_type", "public");
        members.put("application_type", "web");
        members.put("default_max_age", 3600);
        members.put("require_auth_time", true);
        members.put("default_acr_values", List.of("urn:test:password"));
        members.put("initiate_login_uri", "https://app.example.com/start");
        members.put("request_uris", List.of("https://app.example.com/requests/"));
        members.put("software_id", "4NRB1-0XZABZI9E6-5SM3R");
        members.put("software_version", "2.1");
        members.put("software_statement", "eyJhbGciOiJub25lIn0.e30.");
        members.put("scope", "openid profile");
        return members;
    }

    static List<String> members() {
        return List.copyOf(EVERYTHING.keySet());
    }

    private static Map<String, Object> sent() throws ParseException {
        return JSONObjectUtils.parse(
                PROVIDER.requests(Endpoint.REGISTRATION).get(0).body());
    }

    /** The provider does not remember that it was registered so. */
    private static Provider signsInByPassword(Provider provider) {
        return provider.parameters(LoginParameters.none().acrValues("urn:test:password"));
    }

    private static Object asParsed(Object value) {
        return value instanceof Integer number ? number.longValue() : value;
    }

    @ParameterizedTest
    @MethodSource("members")
    void every_member_arrives_as_it_was_set(String member) throws IOException, ParseException {
        Object value = Objects.requireNonNull(EVERYTHING.get(member));
        registering(Flow.CODE_QUERY, ClientMetadata.named("Application").with(member, value))
                .with(RegistrationCasesTest::signsInByPassword)
                .succeeds();

        assertThat(sent()).containsEntry(member, asParsed(value)).containsEntry("client_name", "Application");
    }

    @Test
    void a_sector_identifier_uri_arrives_as_it_was_set() throws IOException, ParseException {
        registering(
                        Flow.CODE_QUERY,
                        ClientMetadata.named("Application")
                                .with("sector_identifier_uri", "https://app.example.com/sector.json"))
                .run();

        assertThat(sent()).containsEntry("sector_identifier_uri", "https://app.example.com/sector.json");
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void all_members_arrive_together_beside_those_that_follow_from_the_settings(Flow flow)
            throws IOException, ParseException {
        ClientMetadata metadata = ClientMetadata.named("Application");
        for (Map.Entry<String, Object> member : EVERYTHING.entrySet()) {
            metadata = metadata.with(member.getKey(), member.getValue());
        }
        registering(flow, metadata)
                .party(party -> party.keys(KeySets.privateJson(KeySets.EVERY_KIND)))
                .with(provider -> signsInByPassword(provider).requestObject(RequestObject.byValue("ES256")))
                .succeeds();

        Map<String, Object> sent = sent();
        EVERYTHING.forEach((member, value) -> assertThat(sent).containsEntry(member, asParsed(value)));
        assertThat(sent)
                .containsEntry("response_types", List.of(flow.type.value()))
                .containsEntry("request_object_signing_alg", "ES256")
                .containsKeys("redirect_uris", "post_logout_redirect_uris", "grant_types", "jwks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"client_id\":42",
                "\"client_id\":\"client1\",\"client_secret\":42",
                "\"client_id\":\"client1\",\"client_secret\":[\"secret1\"]",
                "\"client_id\":\"client1\",\"client_secret\":\"secret1\",\"client_secret_expires_at\":\"never\"",
                "\"client_id\":\"client1\",\"client_secret\":\"secret1\",\"redirect_uris\":\"http://localhost/\"",
                "\"client_id\":\"client1\",\"client_secret\":\"secret1\",\"response_types\":\"code\"",
                "\"client_id\":\"client1\",\"client_secret\":\"secret1\",\"token_endpoint_auth_method\":[\"none\"]",
                "\"client_id\":\"client1\",\"client_secret\":\"secret1\",\"id_token_signed_response_alg\":256",
                "\"client_id\":\"client1\",\"client_secret\":\"secret1\",\"id_token_encrypted_response_alg\":true",
                "\"client_id\":\"client1\",\"client_secret\":\"secret1\",\"userinfo_signed_response_alg\":{}"
            })
    void a_member_of_the_wrong_type_is_refused(String members) throws IOException {
        answered("{" + members + "}").fails(500, FailureReason.REGISTRATION_REFUSED);
        assertNobodySentAnywhere();
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"REGISTRATION_NO_SECRET", "REGISTRATION_SHORT_SECRET"})
    void hs256_without_a_secret_of_32_bytes_is_refused_when_it_is_registered(Misbehaviour how) throws IOException {
        for (Flow flow : List.of(Flow.CODE_QUERY, Flow.ID_TOKEN_FRAGMENT, Flow.CODE_ID_TOKEN_FORM_POST)) {
            registering(flow)
                    .with(provider -> provider.idTokenSigningAlgorithm("HS256"))
                    .fails(500, FailureReason.REGISTRATION_REFUSED, how);
            assertNobodySentAnywhere();
        }
    }

    @Test
    void hs256_without_a_secret_is_refused_when_it_is_registered_even_if_nothing_else_needs_one() throws IOException {
        registering(Flow.CODE_QUERY)
                .party(party -> party.keys(KeySets.privateJson(KeySets.EVERY_KIND)))
                .with(provider -> provider.idTokenSigningAlgorithm("HS256")
                        .clientAuthentication(ClientAuthentication.privateKeyJwt()))
                .fails(500, FailureReason.REGISTRATION_REFUSED, Misbehaviour.REGISTRATION_NO_SECRET);
        assertNobodySentAnywhere();
    }
}
