package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.store.SessionGroup;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void each_kind_of_key_has_its_letter_behind_the_prefix() {
        Keys keys = new Keys("shop:");

        assertThat(Keys.text(keys.session("abc"))).isEqualTo("shop:s:abc");
        assertThat(Keys.text(keys.index(new SessionGroup("abc")))).isEqualTo("shop:g:abc");
        assertThat(Keys.text(keys.tombstone(new SessionGroup("abc")))).isEqualTo("shop:t:abc");
        assertThat(Keys.text(keys.value("jti:abc"))).isEqualTo("shop:v:jti:abc");
    }

    @Test
    void a_pattern_takes_every_character_of_the_prefix_literally() {
        assertThat(Keys.text(new Keys("a*[b]?\\^-:").allSessions()))
                .isEqualTo("a\\*\\[b\\]\\?\\\\\\^\\-:s:" + "?".repeat(43));
    }
}
