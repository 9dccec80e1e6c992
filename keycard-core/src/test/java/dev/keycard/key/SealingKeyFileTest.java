package dev.keycard.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.crypto.Entropy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of the sealing key: whole, private, and one. */
class SealingKeyFileTest {

    private static final String LABEL = "label";

    private Path path;
    private SealingKeyFile file;

    @BeforeEach
    void name(@TempDir Path folder) {
        path = folder.resolve("sealing.key");
        file = new SealingKeyFile(path);
    }

    @Test
    void keeps_theKeyItMade() {
        file.create(Entropy.secure());
        byte[] sealed = file.read().seal("text", LABEL, Entropy.secure());
        assertThat(file.read().open(sealed, LABEL)).contains("text");
    }

    @Test
    void is_readableByItsOwnerAlone() throws IOException {
        file.create(Entropy.secure());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void leaves_nothingElseBehind() throws IOException {
        file.create(Entropy.secure());
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void racing_makersEndUpWithOneKey() throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> makers = IntStream.range(0, 16)
                .mapToObj(i -> new Thread(() -> {
                    awaitQuietly(start);
                    file.create(Entropy.secure());
                }))
                .toList();
        makers.forEach(Thread::start);
        start.countDown();
        SealingKey first = awaitKey();
        for (Thread maker : makers) {
            maker.join();
        }
        assertThat(file.read().open(first.seal("text", LABEL, Entropy.secure()), LABEL))
                .contains("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void refuses_keyThatIsOpenToOthers(String permissions) throws IOException {
        file.create(Entropy.secure());
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(file::read)
                .isInstanceOf(SealingKeyException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "!!!!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void refuses_fileWithoutAKey(String text) throws IOException {
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(file::read).isInstanceOf(SealingKeyException.class).hasMessageContaining(path.toString());
    }

    @Test
    void refuses_folderThatTakesNoFile() {
        assertThatThrownBy(
                        () -> new SealingKeyFile(path.resolveSibling("missing").resolve("sealing.key"))
                                .create(Entropy.secure()))
                .isInstanceOf(SealingKeyException.class)
                .hasMessageContaining("sealing.key");
    }

    @Test
    void keyOfAFolder_isMadeOnce_withTheFolder(@TempDir Path parent) throws IOException {
        Path folder = parent.resolve("data");
        byte[] sealed = SealingKeyFile.in(folder).seal("text", LABEL, Entropy.secure());

        assertThat(SealingKeyFile.in(folder).open(sealed, LABEL)).contains("text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void keyOfAFolder_thatCannotBeMade_isRefused(@TempDir Path parent) throws IOException {
        Path taken = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> SealingKeyFile.in(taken.resolve("data")))
                .isInstanceOf(SealingKeyException.class)
                .hasMessageContaining(taken.toString());
    }

    private SealingKey awaitKey() {
        while (!file.exists()) {
            Thread.onSpinWait();
        }
        return file.read();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
