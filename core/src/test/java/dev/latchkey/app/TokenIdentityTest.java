package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who calls. */
class TokenIdentityTest {
    @Test
    void nothing_in_the_claims_can_be_changed() throws MalformedException {
        Map<String, Object> claims = Json.parse("{\"sub\":\"alice\",\"none\":null,\"a\":[{\"b\":[1,null]}]}");
        TokenIdentity caller = new TokenIdentity(
                "default", "https://idp.example.com", "alice", null, Set.of(), List.of(), List.of(), claims, null);
        claims.put("sub", "eve");

        List<?> list = (List<?>) Objects.requireNonNull(caller.claims().get("a"));
        Map<?, ?> inner = (Map<?, ?>) list.get(0);

        assertThat(caller.claim("sub")).isEqualTo("alice");
        assertThat(caller.claims()).containsKey("none");
        assertThatThrownBy(() -> caller.claims().put("sub", "eve")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> list.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(inner::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((List<?>) Objects.requireNonNull(inner.get("b")))::clear)
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
