/*
 * Logins of one user begin while all of them are ended: by signing out everywhere, or by a new password, which spares the login
 * that sets it. All of it may happen in the same moment, on two nodes whose clocks differ. A node learns the endings in any
 * order, and more than once.
 *
 * Classes: Logins, LoginStore, CredentialCheck, LoginRevocations, Change, RecentRevocations
 * A tick is a millisecond. How to run this and read a counterexample: docs/models.md.
 */
#include "promises.h"

/* GUARDS, the promise that each one keeps, and what is done without it */
#define STRICTLY_AFTER  1       /* memory_agrees: a login may begin in the moment of an ending, and looks ended to all nodes */
#define LATEST_START    2       /* memory_agrees: an ending is dated by its own clock, though logins began later by another one */
#define SAME_MOMENT     3       /* memory_agrees: an ending covers the logins before its moment, not those that began in it */
#define EARLIER_COUNTS  4       /* memory_agrees: what the later ending spared is spared, even if the earlier one ended it */
#define VERSION         5       /* no_old_password: a login begins by a password that was right before it was changed */
#define BEGUN_ALONE     6       /* memory_agrees: a beginning may commit although another transaction changed what it read */
#define ENDED_ALONE     7       /* memory_agrees: an ending may commit although another transaction changed what it read */

PROMISE(memory_agrees);         /* who knows all endings takes exactly those logins for ended that ended in the store */
PROMISE(no_old_password);       /* no login begins by a password that was changed */

#define LOGINS          2
#define NONE            LOGINS
#define ENDINGS         2
#define LEARNT_AGAIN    4       /* endings that the node learns, counting each time */
#define LATEST          3       /* the clock stops here */

byte now = 1;
byte running;                   /* transactions that are not over */
byte commits;                   /* how many transactions there were */

byte revokedBefore;             /* the row in account: revoked_before and credential_version */
byte version;
byte begun[LOGINS];             /* the rows in login: id.time, 0 if there is no such row, and whether ended_at is set */
bool ended[LOGINS];
byte changes;                   /* the rows in change: LoginsEnded(before, spared) */
byte before[ENDINGS];
byte spared[ENDINGS];

#define LATER(a, b)     ((a) > (b) -> (a) : (b))

/* Serializable: whatever is committed between reading and writing is a conflict, and the transaction is tried again. */
#define UNDISTURBED(guard) GUARD(guard, saw == commits)

inline readUser() {
    saw = commits; sawVersion = version; sawRevoked = revokedBefore
}

/* A sign-in, on a node whose clock is so far ahead. */
proctype Begin(byte login; byte ahead) {
    byte saw, sawVersion, sawRevoked, checked, start;
    atomic { checked = version; start = now + ahead };                  /* the password was right */
    atomic { readUser() };
    do
    :: atomic { !UNDISTURBED(BEGUN_ALONE) -> readUser() }
    :: atomic { UNDISTURBED(BEGUN_ALONE) ->
            if
            :: !GUARD(VERSION, sawVersion == checked) -> running--; break       /* Start.Refused */
            :: else ->
                if
                :: GUARD(STRICTLY_AFTER, start > sawRevoked) ->         /* Start.Started */
                    promise(no_old_password, checked == version);
                    begun[login] = start;
                    commits++;
                    running--;
                    break
                :: else -> start = sawRevoked + 1; readUser()           /* Start.TooEarly: again, a millisecond later */
                fi
            fi
        }
    od
}

/* LoginRevocations.endAll: at that moment every login has begun before it or in it. */
inline readLogins() {
    saw = commits;
    moment = LATER(now, revokedBefore);
    if
    :: KEEPS(LATEST_START) -> moment = LATER(moment, LATER(begun[0], begun[1]))
    :: else
    fi;
    if
    :: wish != NONE && begun[wish] > 0 && !ended[wish] -> spare = wish
    :: else -> spare = NONE
    fi
}

/* A new password spares the login that sets it; signing out everywhere spares none. */
proctype EndAll() {
    byte saw, moment, wish, spare, i;
    atomic {
        if
        :: wish = NONE
        :: wish = 0
        :: wish = 1
        fi;
        readLogins()
    };
    do
    :: atomic { !UNDISTURBED(ENDED_ALONE) -> readLogins() }
    :: atomic { UNDISTURBED(ENDED_ALONE) ->
            revokedBefore = moment;
            version = version + (wish != NONE -> 1 : 0);
            for (i : 0 .. LOGINS - 1) {
                ended[i] = ended[i] || (begun[i] > 0 && i != spare)
            }
            before[changes] = moment;
            spared[changes] = spare;
            changes++;
            commits++;
            running--;
            break
        }
    od
}

/* RecentRevocations.AllEnded.covers */
#define COVERS(moment, spare, login) (login != spare && begun[login] > 0 && \
        (begun[login] < moment || (KEEPS(SAME_MOMENT) && begun[login] == moment)))

/* RecentRevocations.both */
inline learn(i) {
    if
    :: before[i] >= knownBefore ->
        if
        :: spared[i] == NONE -> knownSpared = NONE
        :: spared[i] != NONE && KEEPS(EARLIER_COUNTS) && COVERS(knownBefore, knownSpared, spared[i]) -> knownSpared = NONE
        :: else -> knownSpared = spared[i]
        fi;
        knownBefore = before[i]
    :: before[i] < knownBefore && knownSpared != NONE ->
        if
        :: KEEPS(EARLIER_COUNTS) && COVERS(before[i], spared[i], knownSpared) -> knownSpared = NONE
        :: else
        fi
    :: else
    fi;
    learnt = learnt | (1 << i)
}

/* A node learns its own endings when it commits them, and again when it reads the log: in any order. */
proctype Memory() {
    byte times, learnt, knownBefore, knownSpared = NONE;
    running == 0;
    do
    :: atomic { times < LEARNT_AGAIN && changes > 0 -> times++; learn(0) }
    :: atomic { times < LEARNT_AGAIN && changes > 1 -> times++; learn(1) }
    :: atomic { learnt == (1 << changes) - 1 ->
            promise(memory_agrees,
                COVERS(knownBefore, knownSpared, 0) == ended[0] &&
                COVERS(knownBefore, knownSpared, 1) == ended[1])
        }
    :: break
    od
}

proctype Clock() {
end:
    do
    :: now < LATEST -> now++
    od
}

init {
    atomic {
        running = LOGINS + ENDINGS;
        run Begin(0, 0); run Begin(1, 1); run EndAll(); run EndAll(); run Memory(); run Clock()
    }
}
