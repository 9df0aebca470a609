package dev.latchkey.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void without_properties_it_serves_on_localhost_with_everything_made_on_the_fly() {
        Settings settings = Settings.of(name -> null);

        assertThat(settings.base()).hasToString("https://localhost:9443");
        assertThat(settings).extracting("certificate", "key", "trust", "jwks").containsOnlyNulls();
    }

    @Test
    void blank_properties_count_as_not_set() {
        assertThat(Settings.of(name -> " ")).isEqualTo(Settings.of(name -> null));
    }

    @Test
    void every_property_is_read() {
        Map<String, String> properties = Map.of(
                "base", "https://rp.example", "certificate", "c.pem", "key", "k.pem", "trust", "t.pem", "jwks", "j");
        Settings settings = Settings.of(properties::get);

        assertThat(settings.base()).hasToString("https://rp.example");
        assertThat(settings.certificate()).isEqualTo(Path.of("c.pem"));
        assertThat(settings.key()).isEqualTo(Path.of("k.pem"));
        assertThat(settings.trust()).isEqualTo(Path.of("t.pem"));
        assertThat(settings.jwks()).isEqualTo(Path.of("j"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9443",
                "http://localhost:9443",
                "https:///",
                "https://a b",
                "https://localhost:9443/path",
                "https://localhost:9443?query",
                "https://localhost:9443#fragment",
                "https://user@localhost:9443"
            })
    void a_base_that_is_no_https_origin_is_refused(String base) {
        assertThatThrownBy(() -> Settings.of(name -> base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("-Dbase is \"" + base + "\"")
                .hasMessageEndingWith("such as https://localhost:9443");
    }
}
