package dev.latchkey.verify.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.verify.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiTextTest {
    @ParameterizedTest
    @EnumSource
    void public_api_is_the_one_written_down(LatchkeyModule module) throws IOException, ClassNotFoundException {
        Path file = Repository.verify("api").resolve(module.directory() + ".txt");
        String api = ApiText.of(module);
        if (Boolean.getBoolean("api.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, api);
        }

        assertThat(file).exists();
        assertThat(api)
                .as("public API of %s; if the change is wanted: mvn verify -Dapi.update", module)
                .isEqualTo(Files.readString(file));
    }
}
