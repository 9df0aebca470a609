package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestProviderExtensionTest {
    @RegisterExtension
    static final TestProviderExtension EXTENSION =
            new TestProviderExtension(TestProvider.builder().issuerPath("/x"));

    private String issuer = "";

    @BeforeAll
    void remember(TestProvider provider) {
        issuer = provider.issuer();
    }

    @RepeatedTest(2)
    void provider_is_shared_and_as_good_as_new(TestProvider provider) {
        HandmadeClient client = new HandmadeClient(provider);
        assertThat(provider.issuer()).isEqualTo(issuer).endsWith("/x");
        assertThat(provider.requests()).isEmpty();
        Answer tokens = client.login();
        assertThat(tokens.idToken().claims()).containsEntry("iss", issuer).containsEntry("sub", "alice");

        provider.misbehave(Misbehaviour.MISSING_SUB);
        provider.offsetClock(Duration.ofDays(1));
    }

    @Test
    void each_browser_is_a_new_one(TestBrowser alice, TestBrowser bob) {
        alice.setCookie(issuer, "c=1");

        assertThat(bob.cookie("c")).isNull();
    }

    @Nested
    class InsideAnotherClass {
        @Test
        void provider_is_that_of_the_outermost_class(TestProvider provider) {
            assertThat(provider.issuer()).isEqualTo(issuer);
        }
    }
}
