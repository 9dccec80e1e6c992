package dev.keycard.benchmarks.scale;

import dev.keycard.audit.AuditContext;
import dev.keycard.key.JwtConfig;
import dev.keycard.login.EndReason;
import dev.keycard.login.Exchange;
import dev.keycard.login.Login;
import dev.keycard.login.RefreshRules;
import dev.keycard.store.PurgeStep;
import dev.keycard.store.TimePageRequest;
import dev.keycard.user.Username;
import java.time.Duration;
import java.time.Instant;

/** What is measured: one call of the stores, as a request makes it. */
enum ScaledOperation {
    REFRESH(1) {
        @Override
        void run(ScaledDatabase database) {
            ScaledDatabase.Sample login = database.chains.remove();
            Instant now = database.population.now();
            var presented = new RefreshRules.Presented(login.generation(), "client", false, now);
            Exchange exchange = RULES.usual(login.id(), login.user(), presented).orElseThrow();
            Exchange.Exchanged done =
                    database.stores.logins().exchange(exchange).orElseThrow();
            database.chains.add(new ScaledDatabase.Sample(
                    login.id(), login.user(), done.login().generation()));
        }
    },
    SIGN_IN_LOOK_UP(1) {
        @Override
        void run(ScaledDatabase database) {
            String name = Population.username(database.nextUser().number().orElseThrow());
            Username parsed = Username.parse(name).orElseThrow();
            database.found(database.stores.users().passwordOf(parsed));
        }
    },
    SESSION_CHECK(1) {
        @Override
        void run(ScaledDatabase database) {
            String digest = database.sessions.remove();
            Login login = database.found(database.stores.logins().findSession(digest));
            database.found(database.stores.users().find(login.userId()));
            database.sessions.add(digest);
        }
    },
    REVOKE(8) {
        @Override
        void run(ScaledDatabase database) {
            ScaledDatabase.Sample login = database.doomed.remove();
            database.stores.logins().end(login.id(), EndReason.SIGNED_OUT, AuditContext.at(database.population.now()));
        }
    },
    LIST_OF_A_USER(1) {
        @Override
        void run(ScaledDatabase database) {
            database.stores.logins().live(database.nextUser(), database.population.now());
        }
    },
    LIST_FOR_STAFF(4) {
        @Override
        void run(ScaledDatabase database) {
            database.stores.logins().listLive(null, database.population.now(), TimePageRequest.latest(50));
        }
    },
    CLEANUP_STEP(40) {
        @Override
        void run(ScaledDatabase database) {
            Instant before = database.population.now().minus(Duration.ofDays(7));
            PurgeStep step = database.stores.logins().purgeEnded(before, database.cleanedUpTo, ROWS_OF_A_STEP);
            database.cleanedUpTo = step.reached();
        }
    };

    static final int ROWS_OF_A_STEP = 50;

    private static final RefreshRules RULES = new RefreshRules(JwtConfig.defaults());

    /** By how much rarer it is measured than the others, because it is slow or uses its logins up. */
    final int rarity;

    ScaledOperation(int rarity) {
        this.rarity = rarity;
    }

    abstract void run(ScaledDatabase database);
}
