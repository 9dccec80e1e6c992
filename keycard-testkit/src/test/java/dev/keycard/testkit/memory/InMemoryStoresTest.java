package dev.keycard.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.keycard.Stores;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuditFilter;
import dev.keycard.id.UserId;
import dev.keycard.store.PageRequest;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.AccountStoreContract;
import dev.keycard.testkit.ApiTokenEndingContract;
import dev.keycard.testkit.ApiTokenStoreContract;
import dev.keycard.testkit.AuditStoreContract;
import dev.keycard.testkit.ChangeLogContract;
import dev.keycard.testkit.FamiliarAddressStoreContract;
import dev.keycard.testkit.LoginEndingContract;
import dev.keycard.testkit.LoginStoreContract;
import dev.keycard.testkit.MailChangeStoreContract;
import dev.keycard.testkit.ReservedNameContract;
import dev.keycard.testkit.SigningKeyStoreContract;
import dev.keycard.testkit.StoreFixture;
import dev.keycard.testkit.UserGuardContract;
import dev.keycard.testkit.UserStoreContract;
import dev.keycard.user.NewUser;
import dev.keycard.user.UserGuard;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The stores in memory pass every contract, with the same races as the stores in SQL. */
class InMemoryStoresTest {

    private static final AuditContext NOW = AuditContext.at(Instant.parse("2026-03-01T12:00:00Z"));
    private static final NewUser FINN = NewUser.named(Username.of("finn"), "hash");

    private static StoreFixture open() {
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

    @Nested
    class Accounts extends AccountStoreContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class ApiTokenEndingsOfUsers extends ApiTokenEndingContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class ApiTokens extends ApiTokenStoreContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class Audits extends AuditStoreContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class ChangeLogs extends ChangeLogContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class FamiliarAddresses extends FamiliarAddressStoreContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class LoginEndingsOfUsers extends LoginEndingContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class Logins extends LoginStoreContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class MailChanges extends MailChangeStoreContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class Names extends ReservedNameContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class SigningKeys extends SigningKeyStoreContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class UserGuards extends UserGuardContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }

    @Nested
    class Users extends UserStoreContract {

        @Override
        protected StoreFixture openStores() {
            return open();
        }
    }
}
