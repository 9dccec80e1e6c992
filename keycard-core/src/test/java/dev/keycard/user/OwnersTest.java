package dev.keycard.user;

import static dev.keycard.user.Node.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OwnersTest {

    private final Node node = Node.started();

    @Test
    void isFoundInMemory_whileMemoryMayDecide() {
        int before = node.source.readings();

        assertThat(find()).isEqualTo(new Owner(node.alice(), node.remembered()));
        assertThat(node.source.readings()).isEqualTo(before);
    }

    @Test
    void isReadIntoMemory_atFirstSight() {
        node.learn(new Change.UserChanged(UserId.of(ALICE)));

        assertThat(node.owners.findInCache(UserId.of(ALICE))).isEmpty();
        assertThat(find().cached()).isNotNull().isSameAs(node.remembered());
        assertThat(node.owners.findInCache(UserId.of(ALICE))).contains(find());
    }

    @Test
    void isReadFromTheStore_andNotVouchedFor_whileTheFeedIsStale() {
        node.source.put(UserChange.ofActive(false).applyTo(node.alice()));
        node.clock.advance(Duration.ofSeconds(6));

        assertThat(find().user()).isNotEqualTo(node.alice());
        assertThat(find().cached()).isNull();
        assertThat(find().active()).isEmpty();
    }

    @Test
    void isNobody_ifThereIsNone() {
        Owner nobody = node.owners.find(UserId.of(99));

        assertThat(nobody).isEqualTo(new Owner(null, null));
        assertThat(nobody.active()).isEmpty();
        assertThat(node.owners.findInCache(UserId.of(99))).isEmpty();
    }

    @Test
    void active_leavesOutWhoIsShutOut() {
        assertThat(find().active()).contains(node.alice());
        node.change(UserChange.ofActive(false).applyTo(node.alice()));

        assertThat(find().active()).isEmpty();
        assertThat(find().user()).isNotNull();
    }

    private Owner find() {
        return node.owners.find(UserId.of(ALICE));
    }
}
