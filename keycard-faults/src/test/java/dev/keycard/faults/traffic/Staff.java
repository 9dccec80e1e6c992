package dev.keycard.faults.traffic;

import dev.keycard.faults.journal.Exchange;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Deactivates random users, and reactivates them a moment later. For one thread. */
final class Staff {

    private final Api api;
    private final Member admin;
    private final List<Member> members;
    private final int nodes;
    private final Random random;
    private @Nullable String access;

    Staff(Api api, Member admin, List<Member> members, int nodes, long seed) {
        this.api = api;
        this.admin = admin;
        this.members = members;
        this.nodes = nodes;
        this.random = new Random(seed);
    }

    Callable<Void> until(Traffic traffic) {
        return () -> {
            while (traffic.goesOn()) {
                TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(2_000));
                Member member = members.get(random.nextInt(members.size()));
                set(member, false, traffic);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
                set(member, true, traffic);
            }
            return null;
        };
    }

    /** Tries until it is acknowledged; a user must not stay deactivated. */
    private void set(Member member, boolean active, Traffic traffic) throws InterruptedException {
        while (active || traffic.goesOn()) {
            Exchange exchange = access == null ? null : api.setActive(node(), access, member, active);
            if (exchange != null && exchange.answer().isSuccess()) {
                return;
            }
            if (exchange == null || exchange.answer().status() / 100 == 4) {
                access = api.accessToken(node(), admin.name(), admin.password()).orElse(null);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private int node() {
        return random.nextInt(nodes);
    }
}
