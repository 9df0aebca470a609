package dev.latchkey.verify.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SeveralMachinesTest {
    @Test
    void proxy_on_the_page_is_the_one_that_the_cluster_runs_behind() throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/several-machines.md"));

        assertThat(page)
                .contains("```nginx\n"
                        + Files.readString(Repository.verify("cluster/src/test/resources/nginx/site.conf"))
                        + "```\n");
    }
}
