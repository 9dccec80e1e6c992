package dev.keycard.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.keycard.Stores;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditFilter;
import dev.keycard.id.UserId;
import dev.keycard.store.PageRequest;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.StoreContracts;
import dev.keycard.testkit.StoreFixture;
import dev.keycard.user.NewUser;
import dev.keycard.user.UserGuard;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The stores in memory pass every contract, with the same races as the stores in SQL. */
class InMemoryStoresTest extends StoreContracts {

    private static final AuditContext NOW = AuditContext.at(Instant.parse("2026-03-01T12:00:00Z"));
    private static final NewUser FINN = NewUser.named(Username.of("finn"), "hash");

    @Override
    protected StoreFixture openStores() {
        return new MemoryFixture(InMemoryStores.create(StorePolicy.defaults().withReservedScopes(Set.of("deploy"))));
    }

    @Test
    void guardThatAsksAStore_isRefused_andNothingRemains() {
        Stores stores = InMemoryStores.create();
        UserGuard asking = (actor, before, after) -> stores.users().find(UserId.of(1));

        assertThatIllegalStateException()
                .isThrownBy(() -> stores.users().create(FINN, asking, NOW))
                .withMessageContaining("must not ask a store");

        assertThat(stores.users().findByName(FINN.username())).isEmpty();
        assertThat(stores.audit().list(AuditFilter.all(), PageRequest.first(10)).items())
                .isEmpty();
        assertThat(stores.users().create(FINN, NOW).id()).isEqualTo(UserId.of(1));
    }

    @Test
    void withoutQuarantine_aNameIsFreeAtOnce() {
        Stores stores = InMemoryStores.create(StorePolicy.defaults().withNameQuarantine(Duration.ZERO));
        stores.users().delete(stores.users().create(FINN, NOW).id(), NOW);

        assertThat(stores.users().create(FINN, NOW).username()).isEqualTo("finn");
    }

    @Test
    void storesThatAreMadeTwice_shareNothing() {
        InMemoryStores.create().users().create(FINN, NOW);

        assertThat(InMemoryStores.create().users().findByName(FINN.username())).isEmpty();
    }
}
