package dev.latchkey.verify.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.LogoutDelivery;

/** What a provider is answered that sends a logout token (OpenID Connect Back-Channel Logout §2.8). */
final class LogoutAnswers {
    private LogoutAnswers() {}

    static void assertAccepted(LogoutDelivery delivery) {
        assertThat(delivery.status()).isEqualTo(200);
        assertThat(delivery.body()).isEmpty();
        assertThat(delivery.header("cache-control")).isEqualTo("no-store");
        assertThat(delivery.header("set-cookie")).isNull();
    }

    static void assertRefused(LogoutDelivery delivery, int status, String error, String description) {
        assertThat(delivery.body())
                .isEqualTo("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
        assertThat(delivery.status()).isEqualTo(status);
        assertThat(delivery.header("content-type")).isEqualTo("application/json");
        assertThat(delivery.header("cache-control")).isEqualTo("no-store");
    }
}
