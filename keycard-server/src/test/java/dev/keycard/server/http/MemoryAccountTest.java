package dev.keycard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What many connections hold together. */
class MemoryAccountTest {

    private final List<Held> ended = new ArrayList<>();

    @Test
    void counts_onlyWhatIsBeyondTheAllowance() {
        MemoryAccount account = new MemoryAccount(1000);
        ConnectionMemory connection = new ConnectionMemory(100);
        Held one = held(connection, account);
        Held two = held(connection, account);
        assertThat(one.hold(80)).isTrue();
        assertThat(account.used()).isZero();
        assertThat(two.hold(50)).isTrue();
        assertThat(account.used()).isEqualTo(30);
        one.release();
        two.release();
        assertThat(account.used()).isZero();
        assertThat(held(connection, account).hold(100)).isTrue();
        assertThat(account.used()).isZero();
    }

    @Test
    void refuses_whatDoesNotFit_andChangesNothing() {
        MemoryAccount account = new MemoryAccount(100);
        Held holder = held(new ConnectionMemory(10), account);
        assertThat(holder.hold(90)).isTrue();
        assertThat(holder.hold(120)).isFalse();
        assertThat(holder.bytes()).isEqualTo(90);
        assertThat(account.refused()).isEqualTo(1);
    }

    @Test
    void ends_theOldestFirst_beforeItIsFull() {
        MemoryAccount account = new MemoryAccount(800);
        List<Held> bodies = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            bodies.add(held(new ConnectionMemory(0), account));
            assertThat(bodies.get(i).hold(100)).isTrue();
        }
        assertThat(ended).containsExactly(bodies.get(0));
    }

    @Test
    void ends_noneTwice_andNoneThatIsComplete() {
        MemoryAccount account = new MemoryAccount(800);
        Held complete = held(new ConnectionMemory(0), account);
        complete.hold(300);
        complete.complete(true);
        Held slow = held(new ConnectionMemory(0), account);
        slow.hold(300);
        for (int i = 0; i < 5; i++) {
            held(new ConnectionMemory(0), account).hold(200);
        }
        assertThat(ended).doesNotContain(complete).containsOnlyOnce(slow);
    }

    @Test
    void finds_roomAgain_whenTheEndedHasGivenBack() {
        MemoryAccount account = new MemoryAccount(800);
        Held slow = held(new ConnectionMemory(0), account);
        slow.hold(700);
        Held quick = held(new ConnectionMemory(0), account);
        assertThat(quick.hold(200)).isFalse();
        assertThat(ended).containsExactly(slow);
        slow.release();
        assertThat(quick.hold(200)).isTrue();
    }

    /** Whatever is held, given back and ended in whatever order: never beyond the limit, and nothing is lost. */
    @Property(tries = 500)
    void keeps_itsLimit(@ForAll @Size(max = 150) List<@IntRange(max = 999) Integer> steps) {
        MemoryAccount account = new MemoryAccount(500);
        ConnectionMemory shared = new ConnectionMemory(60);
        List<Held> holders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            holders.add(held(i < 3 ? shared : new ConnectionMemory(10), account));
        }
        for (int step : steps) {
            Held holder = holders.get(step % 6);
            switch (step / 6 % 5) {
                case 0, 1 -> holder.hold(step / 4);
                case 2 -> holder.complete(!holder.isComplete());
                case 3 -> holder.release();
                default -> {
                    ended.forEach(Held::release);
                    ended.clear();
                }
            }
            assertThat(account.used()).isBetween(0L, 500L);
        }
        holders.forEach(Held::release);
        assertThat(account.used()).isZero();
        Held all = held(new ConnectionMemory(0), account);
        assertThat(all.hold(437)).isTrue();
        assertThat(ended).doesNotContain(all);
    }

    private Held held(ConnectionMemory connection, MemoryAccount account) {
        Held[] self = new Held[1];
        self[0] = new Held(connection, account, () -> ended.add(self[0]));
        return self[0];
    }
}
