package dev.keycard.user;

import static dev.keycard.user.UserSource.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.change.Change;
import org.junit.jupiter.api.Test;

class UsersTest {

    private final UserSource source = new UserSource();
    private final Users users = new Users(source);

    @Test
    void recalls_onlyWhomItLoaded() {
        source.put(user(1));

        assertThat(users.recall(1)).isNull();
        assertThat(users.load(1)).contains(user(1));
        assertThat(users.recall(1)).isEqualTo(user(1));
        assertThat(users.load(1)).isPresent();
        assertThat(source.readings()).isEqualTo(1);
    }

    @Test
    void remembersNobody_whoDoesNotExist() {
        assertThat(users.load(1)).isEmpty();
        source.put(user(1));

        assertThat(users.load(1)).isPresent();
    }

    @Test
    void forgetsAUser_whoChanged_andNoOther() {
        source.put(user(1));
        source.put(user(2));
        users.load(1);
        users.load(2);

        users.learn(new Change.UserChanged(1));

        assertThat(users.recall(1)).isNull();
        assertThat(users.recall(2)).isNotNull();
    }

    @Test
    void keepsAUser_whenSomethingElseChanged() {
        source.put(user(1));
        users.load(1);

        users.learn(new Change.KeysChanged());

        assertThat(users.recall(1)).isNotNull();
    }

    @Test
    void reading_asksTheStore_whateverIsRemembered() {
        source.put(user(1));
        users.load(1);
        source.remove(1);

        assertThat(users.read(1)).isEmpty();
        assertThat(users.load(1)).isPresent();
    }
}
