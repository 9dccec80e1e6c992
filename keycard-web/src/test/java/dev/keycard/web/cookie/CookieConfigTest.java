package dev.keycard.web.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CookieConfigTest {

    @Test
    void sessionCookie_isBoundToTheHost_overTls() {
        assertThat(CookieConfig.defaults().withSecure(true).session()).isEqualTo("__Host-keycard");
        assertThat(CookieConfig.defaults().withSecure(false).session()).isEqualTo("keycard");
    }
}
