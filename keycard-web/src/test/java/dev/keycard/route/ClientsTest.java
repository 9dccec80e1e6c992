package dev.keycard.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.client.Client;
import dev.keycard.http.TestRequest;
import org.junit.jupiter.api.Test;

class ClientsTest {

    @Test
    void client_isWhatTheRequestTells_andNothingElse() {
        Client silent = Clients.of(TestRequest.get("/"));
        assertThat(silent.address()).isEqualTo("192.0.2.1");
        assertThat(silent.userAgent()).isEmpty();
        assertThat(silent.languages()).isNull();

        assertThat(Clients.of(TestRequest.get("/").with("User-Agent", "curl/8")).userAgent())
                .isEqualTo("curl/8");
    }
}
