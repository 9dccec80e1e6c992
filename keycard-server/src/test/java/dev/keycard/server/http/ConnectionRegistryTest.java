package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.address.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Who is let in, and who makes room. */
class ConnectionRegistryTest {

    private static final String ATTACKER = "192.0.2.1";
    private static final String OTHER = "198.51.100.7";

    private final List<AdmittedConnection> dropped = new ArrayList<>();

    @Test
    void drops_theOldestSilentConnection_ofTheAddressWithMostOfThem() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(8).withPerAddress(8));
        AdmittedConnection first = admit(registry, OTHER);
        List<AdmittedConnection> attack = admit(registry, ATTACKER, 7);
        assertThat(admit(registry, OTHER)).isNotNull();
        assertThat(dropped).containsExactly(attack.get(0)).doesNotContain(first);
    }

    @Test
    void keeps_connectionsThatMadeRequests() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(4).withPerAddress(4));
        AdmittedConnection client = admit(registry, OTHER);
        serve(client, 1);
        admit(registry, ATTACKER, 50);
        assertThat(dropped).hasSize(47).doesNotContain(client);
    }

    @Test
    void refuses_whatIsBeyondTheShareOfAnAddress_whereNothingIsSilent() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(100).withPerAddress(3));
        admit(registry, ATTACKER, 3).forEach(connection -> serve(connection, 1));
        assertThat(registry.admit(address(ATTACKER), false, () -> {})).isNull();
        assertThat(registry.refusedAddress()).isEqualTo(1);
        assertThat(registry.admit(address(OTHER), false, () -> {})).isNotNull();
    }

    @Test
    void counts_ipv6ByNetworksOf64Bits() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(100).withPerAddress(1));
        serve(admit(registry, "2001:db8:1:2::1"), 1);
        assertThat(registry.admit(address("2001:db8:1:2:ffff::2"), false, () -> {}))
                .isNull();
        assertThat(registry.admit(address("2001:db8:1:3::1"), false, () -> {})).isNotNull();
    }

    @Test
    void exempts_trustedProxiesFromTheShare_butNotFromTheTotal() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(5)
                .withPerAddress(1)
                .withExempt(List.of(Network.parse("192.0.2.0/24").orElseThrow())));
        admit(registry, ATTACKER, 5).forEach(connection -> serve(connection, 1));
        assertThat(registry.admit(address(ATTACKER), false, () -> {})).isNull();
        assertThat(registry.refusedTotal()).isEqualTo(1);
    }

    @Test
    void drops_whatIsIdleLongest_ofWhoHasMost_whereNothingIsSilent() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(6).withPerAddress(6));
        List<AdmittedConnection> parked = admit(registry, ATTACKER, 6);
        for (int i = 0; i < 6; i++) {
            serve(parked.get(i), 100 - i);
        }
        parked.get(5).requestBegan();
        assertThat(admit(registry, OTHER)).isNotNull();
        assertThat(dropped).containsExactly(parked.get(4));
    }

    @Test
    void refuses_whoHasMostHimself() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(4).withPerAddress(4));
        admit(registry, ATTACKER, 4).forEach(connection -> serve(connection, 1));
        assertThat(registry.admit(address(ATTACKER), false, () -> {})).isNull();
        assertThat(dropped).isEmpty();
    }

    @Test
    void bounds_handshakes() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(100).withHandshakes(10));
        AdmittedConnection honest = admitSecure(registry, OTHER);
        for (int i = 0; i < 20; i++) {
            admitSecure(registry, ATTACKER);
        }
        assertThat(registry.handshakes()).isEqualTo(10);
        assertThat(dropped).doesNotContain(honest);
    }

    @Test
    void lets_nobodyInWhileTooManyAreLeaving() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(4).withPerAddress(4));
        int admitted = 0;
        for (int i = 0; i < 200; i++) {
            admitted += registry.admit(address(ATTACKER), false, () -> {}) == null ? 0 : 1;
        }
        assertThat(admitted).isLessThan(80);
        assertThat(registry.total()).isLessThan(80);
    }

    /** Whatever happens in whatever order, nothing exceeds its limit, and when all are gone nothing is counted. */
    @Property(tries = 300)
    void keeps_itsLimits(@ForAll @Size(max = 200) List<@IntRange(max = 59) Integer> steps) {
        ConnectionLimits limits = ConnectionLimits.of(7).withPerAddress(4).withHandshakes(3);
        ConnectionRegistry registry = registry(limits);
        List<AdmittedConnection> open = new ArrayList<>();
        for (int step : steps) {
            int which = step / 6;
            switch (step % 6) {
                case 0, 1, 2 -> {
                    InetAddress from = address("203.0.113." + which % 3);
                    AdmittedConnection admitted = registry.admit(from, which % 2 == 0, () -> {});
                    if (admitted != null) {
                        open.add(admitted);
                    }
                }
                case 3 -> at(open, which).ifPresent(AdmittedConnection::established);
                case 4 -> at(open, which).ifPresent(connection -> serve(connection, which));
                default ->
                    at(open, which).ifPresent(connection -> {
                        open.remove(connection);
                        connection.closed();
                    });
            }
            assertThat(registry.handshakes()).isLessThanOrEqualTo(3);
            assertThat(registry.total()).isEqualTo(open.size()).isLessThanOrEqualTo(7 + 65);
            open.forEach(connection -> assertThat(connection.address().size()).isLessThanOrEqualTo(4));
        }
        open.forEach(AdmittedConnection::closed);
        assertThat(registry.total()).isZero();
        assertThat(registry.handshakes()).isZero();
    }

    private static Optional<AdmittedConnection> at(List<AdmittedConnection> open, int index) {
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(index % open.size()));
    }

    private static void serve(AdmittedConnection connection, long at) {
        connection.requestBegan();
        connection.requestsEnded(at);
    }

    private AdmittedConnection admit(ConnectionRegistry registry, String from) {
        return admitAs(registry, from, false);
    }

    private AdmittedConnection admitSecure(ConnectionRegistry registry, String from) {
        return admitAs(registry, from, true);
    }

    private List<AdmittedConnection> admit(ConnectionRegistry registry, String from, int count) {
        List<AdmittedConnection> admitted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            admitted.add(admit(registry, from));
        }
        return admitted;
    }

    /** What is dropped is gone at once. */
    private AdmittedConnection admitAs(ConnectionRegistry registry, String from, boolean secure) {
        List<AdmittedConnection> self = new ArrayList<>();
        AdmittedConnection admitted = registry.admit(address(from), secure, () -> {
            dropped.addAll(self);
            self.forEach(AdmittedConnection::closed);
        });
        self.add(Objects.requireNonNull(admitted));
        return self.get(0);
    }

    private static ConnectionRegistry registry(ConnectionLimits limits) {
        return new ConnectionRegistry(limits);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException noAddress) {
            throw new IllegalArgumentException(noAddress);
        }
    }
}
