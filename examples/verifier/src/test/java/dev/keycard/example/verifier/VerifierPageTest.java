package dev.keycard.example.verifier;

import dev.keycard.support.JavaPage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about programs that verify is a program that works as it is written. */
class VerifierPageTest {

    @Test
    void page_runs(@TempDir Path folder) throws IOException, InterruptedException {
        JavaPage.of(Path.of("..", "..", "docs", "verifier.md")).run(folder);
    }
}
