package dev.keycard.sql;

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
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every promise of the stores holds when each piece of work conflicts once: nothing relies on being run once, or on what an
 * attempt that was undone had read.
 */
class ConflictingStoresTest {

    @TempDir
    Path directory;

    private StoreFixture conflicting() {
        return SqliteStores.in(directory).conflicting();
    }

    @Nested
    class Accounts extends AccountStoreContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class ApiTokenEndings extends ApiTokenEndingContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class ApiTokens extends ApiTokenStoreContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class Audits extends AuditStoreContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class ChangeLogs extends ChangeLogContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class FamiliarAddresses extends FamiliarAddressStoreContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class LoginEndings extends LoginEndingContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class Logins extends LoginStoreContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class MailChanges extends MailChangeStoreContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class ReservedNames extends ReservedNameContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class SigningKeys extends SigningKeyStoreContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class UserGuards extends UserGuardContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }

    @Nested
    class Users extends UserStoreContract {

        @Override
        protected StoreFixture openStores() {
            return conflicting();
        }
    }
}
