package dev.latchkey.verify.certification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.config.UserInfoRequest;
import dev.latchkey.testing.Endpoint;
import dev.latchkey.testing.RecordedRequest;
import dev.latchkey.testing.TestProvider;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the access token is put: in the header, or, when asked, in the form; never in the query, never twice. */
class AccessTokenTest {
    private static final TestProvider PROVIDER = TestProvider.start();

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    /** The one UserInfo request of a login, and nothing of its access token in any other. */
    private static RecordedRequest userInfo(Flow flow, UserInfoRequest how) throws IOException {
        Login.Outcome outcome = Login.at(PROVIDER, flow)
                .with(provider -> provider.userInfoRequest(how))
                .succeeds();
        String token = Stay.value("access_token", outcome.page());
        assertThat(token).isNotEqualTo("null");
        assertThat(PROVIDER.requests())
                .allSatisfy(request -> assertThat(request.uri().toString()).doesNotContain(token))
                .filteredOn(request -> request.endpoint() != Endpoint.USERINFO)
                .allSatisfy(request ->
                        assertThat(request.body() + request.headers()).doesNotContain(token));
        assertThat(PROVIDER.requests(Endpoint.USERINFO)).hasSize(1);
        RecordedRequest request = PROVIDER.requests(Endpoint.USERINFO).get(0);
        assertThat((request.headers() + request.body()).split(token, -1)).hasSize(2);
        return request;
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withUserInfo")
    void the_access_token_goes_to_userinfo_in_the_header_and_nowhere_else(Flow flow) throws IOException {
        RecordedRequest request = userInfo(flow, UserInfoRequest.HEADER);

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.headers().get("authorization")).hasSize(1);
        assertThat(request.header("authorization")).startsWith("Bearer ");
        assertThat(request.parameters()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.latchkey.verify.certification.Flow#withUserInfo")
    void the_access_token_goes_to_userinfo_in_the_form_and_nowhere_else(Flow flow) throws IOException {
        RecordedRequest request = userInfo(flow, UserInfoRequest.BODY);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("authorization")).isNull();
        assertThat(request.uri().getRawQuery()).isNull();
        assertThat(request.parameters()).containsOnlyKeys("access_token");
        assertThat(request.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
    }
}
