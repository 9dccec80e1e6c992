package dev.keycard.spring.test.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.spring.test.WithKeycardUser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/** A service with {@code @PreAuthorize}, without the rest of the application. */
@SpringBootTest(
        classes = {Archive.class, ArchiveTest.Rules.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ArchiveTest {

    @EnableMethodSecurity
    static class Rules {}

    @Autowired
    private Archive archive;

    @Test
    @WithKeycardUser(roles = "editor")
    void editor_mayPurge() {
        assertThat(archive.purge()).isEqualTo(7);
    }

    @Test
    @WithKeycardUser
    void other_mayNot() {
        assertThatThrownBy(archive::purge).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void withoutAUser_isRefused() {
        assertThatThrownBy(archive::purge).isInstanceOf(AuthenticationCredentialsNotFoundException.class);
    }
}
