package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoreContractsTest {

    @Test
    void everyContractIsRun() throws Exception {
        Path classes = Path.of(URI.create(
                Objects.requireNonNull(StoreContracts.class.getResource(".")).toString()));
        String main = classes.toString().replace("test-classes", "classes");
        try (Stream<Path> files = Files.list(Path.of(main))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Contract.class") && isOfStores(name)))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(StoreContracts.class.getDeclaredClasses())
                            .map(nested -> nested.getSuperclass().getSimpleName() + ".class")
                            .toList());
        }
    }

    private static boolean isOfStores(String file) {
        try {
            Class<?> contract = Class.forName("dev.keycard.testkit." + file.replace(".class", ""));
            return StoreContract.class.isAssignableFrom(contract) && contract != StoreContract.class;
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
