package dev.keycard.testkit;

import org.junit.jupiter.api.Nested;

/**
 * All contracts of the stores. The test of an implementation extends this class and opens its stores; JUnit then runs each
 * contract against them. Each test opens stores of its own.
 */
public abstract class StoreContracts {

    /** Makes the stores under test over a database that is empty. */
    protected abstract StoreFixture openStores() throws Exception;

    @Nested
    class Accounts extends AccountStoreContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class ActListeners extends ActListenerContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class ApiTokenRevocations extends ApiTokenRevocationContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class ApiTokens extends ApiTokenStoreContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class Audits extends AuditStoreContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class ChangeLogs extends ChangeLogContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class FamiliarAddresses extends FamiliarAddressStoreContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class LoginRevocations extends LoginRevocationContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class Logins extends LoginStoreContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class MailChanges extends MailChangeStoreContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class ReservedNames extends ReservedNameContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class SigningKeys extends SigningKeyStoreContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class UserGuards extends UserGuardContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }

    @Nested
    class Users extends UserStoreContract {
        @Override
        protected StoreFixture openStores() throws Exception {
            return StoreContracts.this.openStores();
        }
    }
}
