package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.address.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
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
    private static final String THIRD = "203.0.113.9";
    private static final String PROXY = "10.0.0.1";
    private static final List<Network> PROXIES =
            List.of(Network.parse("10.0.0.0/8").orElseThrow());

    private final List<AdmittedConnection> dropped = new ArrayList<>();
    private long now = 5;

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
    void drops_theOldestOfAll_notTheOneOfTheOldestAddress_whereAddressesHaveEquallyMany() {
        ConnectionRegistry registry = registryOf(4);
        serve(admit(registry, OTHER), 1);
        AdmittedConnection oldest = admit(registry, ATTACKER);
        AdmittedConnection fresh = admit(registry, OTHER);
        admit(registry, THIRD);
        letAnHonestClientMakeItsFirstRequest();
        admit(registry, "203.0.113.10");
        assertThat(dropped).containsExactly(oldest).doesNotContain(fresh);
    }

    @Test
    void drops_aSilentConnection_ratherThanOneThatMadeRequests_whereEachAddressHasOne() {
        ConnectionRegistry registry = registryOf(5);
        admit(registry, OTHER, 3).forEach(connection -> serve(connection, 1));
        AdmittedConnection silent = admit(registry, ATTACKER);
        admit(registry, THIRD);
        letAnHonestClientMakeItsFirstRequest();
        admit(registry, "203.0.113.10");
        assertThat(dropped).containsExactly(silent);
    }

    @Test
    void keeps_theOnlyNewConnectionOfAnAddress_fromAddressesWithMoreConnections() {
        ConnectionRegistry registry = registryOf(4);
        admit(registry, OTHER);
        admit(registry, ATTACKER, 3).forEach(connection -> serve(connection, 1));
        now += ConnectionRegistry.FIRST_REQUEST.toNanos() - 1;
        assertRefused(registry, ATTACKER, false);
    }

    @Test
    void keeps_theOnlyNewConnectionOfAnAddress_fromAddressesWithAsMany() {
        ConnectionRegistry registry = registryOf(3);
        admit(registry, OTHER);
        admit(registry, THIRD);
        serve(admit(registry, ATTACKER), 1);
        assertRefused(registry, ATTACKER, false);
    }

    @Test
    void keeps_theOnlyNewConnection_ofAClientThatKeepsOthers_fromOneThatHasNone() {
        ConnectionRegistry registry = registryOf(7);
        admit(registry, OTHER, 2).forEach(connection -> serve(connection, 1));
        List<AdmittedConnection> parked = admit(registry, ATTACKER, 4);
        parked.forEach(connection -> serve(connection, 1));
        admit(registry, OTHER);
        admit(registry, THIRD);
        assertThat(dropped).containsExactly(parked.get(0));
    }

    @Test
    void drops_theOnlyNewConnectionOfAnAddress_onceAnHonestClientHadMadeARequest() {
        ConnectionRegistry registry = registryOf(4);
        AdmittedConnection silent = admit(registry, OTHER);
        admit(registry, ATTACKER, 3).forEach(connection -> serve(connection, 1));
        letAnHonestClientMakeItsFirstRequest();
        admit(registry, ATTACKER);
        assertThat(dropped).containsExactly(silent);
    }

    @Test
    void drops_theOldestNewConnection_forTheFirstOfAnAddress_whereEachAddressHasOne() {
        ConnectionRegistry registry = registryOf(3);
        serve(admit(registry, OTHER), 1);
        AdmittedConnection oldest = admit(registry, ATTACKER);
        admit(registry, THIRD);
        admit(registry, "203.0.113.10");
        assertThat(dropped).containsExactly(oldest);
    }

    @Test
    void drops_whatIsIdle_ofTheNextAddress_whereTheLargestIsBusy() {
        ConnectionRegistry registry = registryOf(5);
        admit(registry, ATTACKER, 3).forEach(connection -> {
            serve(connection, 1);
            connection.requestBegan();
        });
        List<AdmittedConnection> idle = admit(registry, OTHER, 2);
        idle.forEach(connection -> serve(connection, 1));
        admit(registry, THIRD);
        assertThat(dropped).containsExactly(idle.get(0));
    }

    @Test
    void counts_eachConnectionOfAProxy_asTheOnlyOneOfItsClient() {
        ConnectionRegistry registry = registryOf(5);
        admit(registry, PROXY, 3);
        List<AdmittedConnection> attack = admit(registry, ATTACKER, 2);
        admit(registry, OTHER);
        assertThat(dropped).containsExactly(attack.get(0));
        admit(registry, PROXY);
        assertThat(dropped).hasSize(2).doesNotContain(attack.get(1));
    }

    @Test
    void makes_roomForAProxy_asForAnAddressWithoutConnections() {
        ConnectionRegistry registry = registryOf(5);
        admit(registry, PROXY, 3).forEach(connection -> serve(connection, 1));
        List<AdmittedConnection> parked = admit(registry, ATTACKER, 2);
        parked.forEach(connection -> serve(connection, 1));
        admit(registry, PROXY);
        assertThat(dropped).containsExactly(parked.get(0));
    }

    @Test
    void makes_roomWithinTheShareOfAnAddress_byItsOldestSilentConnection() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(100).withPerAddress(2));
        serve(admit(registry, ATTACKER), 1);
        AdmittedConnection silent = admit(registry, ATTACKER);
        admit(registry, ATTACKER);
        assertThat(dropped).containsExactly(silent);
    }

    @Test
    void keeps_theOnlyNewHandshakeOfAnAddress_fromAddressesWithConnections() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(100).withHandshakes(2));
        admitSecure(registry, OTHER);
        admitSecure(registry, THIRD);
        serve(admit(registry, ATTACKER), 1);
        assertRefused(registry, ATTACKER, true);
    }

    @Test
    void drops_theOldestHandshake_forTheFirstOfAnAddress_whereEachAddressHasOne() {
        ConnectionRegistry registry = registry(ConnectionLimits.of(100).withHandshakes(2));
        serve(admit(registry, OTHER), 1);
        AdmittedConnection oldest = admitSecure(registry, ATTACKER);
        admitSecure(registry, OTHER);
        admitSecure(registry, THIRD);
        assertThat(dropped).containsExactly(oldest);
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

    /**
     * Where connections go as soon as they are dropped, there are never too many, and silent ones go before those with requests.
     */
    @Property(tries = 500)
    void drops_noConnectionThatMadeRequests_whileThereIsALateSilentOne(
            @ForAll @Size(max = 150) List<@IntRange(max = 79) Integer> steps) {
        ConnectionRegistry registry = registryOf(6);
        List<AdmittedConnection> open = new ArrayList<>();
        List<AdmittedConnection> served = new ArrayList<>();
        for (int step : steps) {
            int which = step / 4;
            switch (step % 4) {
                case 0, 1 -> {
                    boolean late = open.stream().anyMatch(each -> !served.contains(each) && isLate(each));
                    dropped.clear();
                    tryToAdmit(registry, which % 5 == 0 ? PROXY : "203.0.113." + which % 5)
                            .ifPresent(open::add);
                    assertThat(late && served.stream().anyMatch(dropped::contains))
                            .isFalse();
                    open.removeAll(dropped);
                }
                case 2 ->
                    at(open, which).ifPresent(connection -> {
                        serve(connection, now);
                        served.add(connection);
                    });
                default -> now += ConnectionRegistry.FIRST_REQUEST.toNanos() / (1 + which % 4);
            }
            assertThat(registry.total()).isEqualTo(open.size()).isLessThanOrEqualTo(6);
        }
    }

    private boolean isLate(AdmittedConnection connection) {
        return now - connection.since() >= ConnectionRegistry.FIRST_REQUEST.toNanos();
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

    private AdmittedConnection admitAs(ConnectionRegistry registry, String from, boolean secure) {
        return tryToAdmit(registry, from, secure).orElseThrow();
    }

    private Optional<AdmittedConnection> tryToAdmit(ConnectionRegistry registry, String from) {
        return tryToAdmit(registry, from, false);
    }

    /** What is dropped is gone at once. */
    private Optional<AdmittedConnection> tryToAdmit(ConnectionRegistry registry, String from, boolean secure) {
        List<AdmittedConnection> self = new ArrayList<>();
        AdmittedConnection admitted = registry.admit(address(from), secure, () -> {
            dropped.addAll(self);
            self.forEach(AdmittedConnection::closed);
        });
        if (admitted != null) {
            self.add(admitted);
        }
        return self.stream().findFirst();
    }

    private ConnectionRegistry registry(ConnectionLimits limits) {
        return new ConnectionRegistry(limits, () -> now);
    }

    /** A registry for that many connections of any address. */
    private ConnectionRegistry registryOf(int most) {
        return registry(ConnectionLimits.of(most).withPerAddress(most).withExempt(PROXIES));
    }

    private void letAnHonestClientMakeItsFirstRequest() {
        now += ConnectionRegistry.FIRST_REQUEST.toNanos();
    }

    private void assertRefused(ConnectionRegistry registry, String from, boolean secure) {
        List<AdmittedConnection> before = List.copyOf(dropped);
        assertThat(registry.admit(address(from), secure, () -> {})).isNull();
        assertThat(dropped).isEqualTo(before);
        assertThat(registry.refusedTotal()).isEqualTo(1);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException noAddress) {
            throw new IllegalArgumentException(noAddress);
        }
    }
}
