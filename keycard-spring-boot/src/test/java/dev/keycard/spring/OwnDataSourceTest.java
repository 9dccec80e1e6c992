package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.sqlite.SQLiteDataSource;

/** An application that opens its database itself says where Keycard's is: a file would be a second database without a word. */
class OwnDataSourceTest {

    @TempDir
    private Path folder;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class})
    static class Own {

        @Bean
        DataSource own() {
            return new SQLiteDataSource();
        }
    }

    @Test
    void withoutAnAddress_itDoesNotStart() {
        assertThatThrownBy(() -> Running.start(folder, Own.class).close())
                .hasStackTraceContaining("Set keycard.store.url to a PostgreSQL database");
        assertThat(folder.resolve("keycard.db")).doesNotExist();
    }

    @Test
    void withAnAddress_itStarts() {
        Path file = folder.resolve("own.db");
        try (Running application =
                Running.startAlone(Own.class, "--keycard.data=" + folder, "--keycard.store.url=jdbc:sqlite:" + file)) {
            application.member("ada");
        }
        assertThat(Files.exists(file)).isTrue();
    }
}
