package dev.keycard.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.client.Client;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeviceTest {

    @Test
    void isWhatTheClientCallsItself_andWhereItIs() {
        assertThat(device("curl/8")).isEqualTo(new Device("curl/8", "192.0.2.1"));
        assertThat(Device.of(new Client("192.0.2.1", "", ""))).isEqualTo(new Device("", "192.0.2.1"));
    }

    @Property(tries = 500)
    void holdsVisibleAsciiOnly_andNotMuchOfIt(@ForAll String agent) {
        assertThat(device(agent).name()).matches("[ -~]{0,120}");
        assertThat(device(agent + "x".repeat(200)).name()).hasSize(120);
    }

    private static Device device(String agent) {
        return Device.of(new Client("192.0.2.1", agent, ""));
    }
}
