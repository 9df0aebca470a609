package dev.latchkey.certification;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the last message of the provider.
 *
 * @param outcome {@code accepted}, {@code rejected} or {@code none}
 * @param reason the reason code of a rejection
 * @param detail more about it
 */
record Outcome(String outcome, @Nullable String reason, String detail) {
    static final Outcome NONE = new Outcome("none", null, "");

    static Outcome accepted(String detail) {
        return new Outcome("accepted", null, detail);
    }

    static Outcome rejected(String reason, @Nullable String detail) {
        return new Outcome("rejected", reason, String.valueOf(detail));
    }

    String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("outcome", outcome);
        members.put("reason", reason);
        members.put("detail", detail);
        return Json.write(members);
    }
}
