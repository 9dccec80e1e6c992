package dev.keycard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.store.Subscription;
import dev.keycard.user.User;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The contract of an audit towards those who listen to acts, or take them. */
public abstract class ActListenerContract extends StoreContract {

    @Test
    void tells_actsOnceTheyAreDurable_beforeTheCallReturns() {
        List<String> told = new CopyOnWriteArrayList<>();
        audit().onCommit(event -> told.add(event.kind()));

        User user = createUser("ada");
        startLogin(user);

        assertThat(told).containsExactly("user_created", "signed_in");
    }

    @Test
    void tells_everyListener_untilItIsRemoved() {
        List<String> first = new CopyOnWriteArrayList<>();
        List<String> second = new CopyOnWriteArrayList<>();
        Subscription added = audit().onCommit(event -> first.add(event.kind()));
        audit().onCommit(event -> second.add(event.kind()));

        createUser("ada");
        added.close();
        createUser("ben");

        assertThat(first).containsExactly("user_created");
        assertThat(second).containsExactly("user_created", "user_created");
    }

    @Test
    void offersActs_toTheFirstThatTakesThem() {
        List<String> first = new CopyOnWriteArrayList<>();
        List<String> second = new CopyOnWriteArrayList<>();
        Subscription added =
                audit().offerOnCommit(event -> event.kind().equals("user_created") && first.add(event.kind()));
        audit().offerOnCommit(event -> second.add(event.kind()));

        startLogin(createUser("ada"));
        added.close();
        createUser("ben");

        assertThat(first).containsExactly("user_created");
        assertThat(second).containsExactly("signed_in", "user_created");
    }

    @Test
    void offersAnAct_toTheNext_ifATakerFails() {
        List<String> second = new CopyOnWriteArrayList<>();
        audit().offerOnCommit(event -> {
            throw new IllegalStateException("a taker that fails");
        });
        audit().offerOnCommit(event -> second.add(event.kind()));

        createUser("ada");

        assertThat(second).containsExactly("user_created");
    }
}
