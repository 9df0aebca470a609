package dev.latchkey.verify.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReasonCodesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\|\\s*`([a-z_]+)`\\s*\\|");

    @Test
    void reason_codes_page_lists_exactly_the_codes_there_are() throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/reason-codes.md"));
        List<String> codes =
                Arrays.stream(FailureReason.values()).map(FailureReason::code).toList();

        assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(codes)
                .doesNotHaveDuplicates();
    }
}
