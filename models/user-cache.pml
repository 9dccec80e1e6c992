/*
 * The users that a node remembers, while they change and are forgotten to make room. An entry of a credential holds on to the
 * remembered user, and shows at once when they changed.
 *
 * Classes: UserCache, CachedUser, CredentialCache, Owner
 * Keys has an epoch of the same kind. How to run this and read a counterexample: docs/models.md.
 */
#include "promises.h"

/* GUARDS, the promise that each one keeps, and what is done without it */
#define EPOCH           1       /* none_outdated: what was read is kept, whether or not the user changed meanwhile */
#define EPOCH_FIRST     2       /* none_outdated: the epoch is noted when the user was read, not before */
#define EPOCH_MOVES     3       /* none_outdated: a change removes the user first, and moves the epoch afterwards */
#define EMPTIED         4       /* none_outdated: a change removes the user, but whoever holds on to them does not see that */
#define EVICTED         5       /* none_outdated: the same for a user who is removed to make room, and whom no change reaches */

#define ONE_STEP        6       /* none_outdated: a change removes the user in one step, and empties it in a later one */

PROMISE(none_outdated);         /* nothing that was read before a change is used after the change was learnt */

#define CHANGES         2
#define READS           3       /* readings of the store, each of which makes a CachedUser */
#define NONE            0

byte version;                   /* of the user, in the store */
byte learntVersion;             /* whoever made it has been answered */
byte epoch;

byte reads;                     /* how many CachedUser there are, numbered from 1 */
byte versionOf[READS + 1];             /* the version that each has */
bool emptied[READS + 1];          /* CachedUser.forget */

byte cached = NONE;             /* the one in the cache */
byte held = NONE;               /* the one that an entry of CredentialCache holds on to */

/* UserCache.userChanged on the thread that commits: changes are learnt one after the other. */
proctype Changes() {
    byte mine, removed;
    do
    :: mine < CHANGES ->
        atomic { version++; mine = version };
        if
        :: KEEPS(EPOCH_MOVES) -> epoch++
        :: !KEEPS(EPOCH_MOVES)
        fi;
        atomic { removed = cached; emptied[removed] = emptied[removed] || (KEEPS(EMPTIED) && KEEPS(ONE_STEP)); cached = NONE };
        if
        :: KEEPS(ONE_STEP)
        :: !KEEPS(ONE_STEP) -> emptied[removed] = true
        fi;
        atomic { removed = NONE };
        if
        :: KEEPS(EPOCH_MOVES)
        :: !KEEPS(EPOCH_MOVES) -> epoch++
        fi;
        learntVersion = mine
    :: break
    od
}

/* The same on the thread that reads the log: it learns the last change once more, at any time. */
proctype Rereads() {
    byte removed;
end_unread:
    atomic { version > 0 -> epoch++ };
    atomic { removed = cached; emptied[removed] = emptied[removed] || KEEPS(ONE_STEP); cached = NONE };
    if
    :: KEEPS(ONE_STEP)
    :: !KEEPS(ONE_STEP) -> emptied[removed] = true
    fi
}

/* The cache has a bound. */
proctype Evict() {
    do
    :: atomic { cached != NONE -> emptied[cached] = KEEPS(EVICTED); cached = NONE }
    :: break
    od
}

/* UserCache.load, and CredentialCache.put with what came of it. */
proctype Check() {
    byte noted, user;
    do
    :: atomic { cached != NONE -> user = cached };
        atomic { held = user; user = NONE }
    :: atomic { cached == NONE && reads < READS -> reads++; user = reads; noted = epoch };
        atomic { versionOf[user] = version };
        if
        :: KEEPS(EPOCH_FIRST)
        :: !KEEPS(EPOCH_FIRST) -> noted = epoch
        fi;
        atomic {                                                /* UserCache.keep */
            if
            :: cached != NONE -> user = cached
            :: cached == NONE && GUARD(EPOCH, epoch == noted) -> cached = user
            :: else -> emptied[user] = true
            fi
        };
        atomic { held = user; user = NONE; noted = 0 }
    :: break
    od
}

/* CredentialCache.get */
proctype Recall() {
    byte since, user;
    do
    :: atomic { held != NONE -> user = held; since = learntVersion };
        atomic { promise(none_outdated, emptied[user] || versionOf[user] >= since); user = NONE; since = 0 }
    :: break
    od
}

init {
    atomic { emptied[NONE] = true; run Changes(); run Rereads(); run Evict(); run Check(); run Check(); run Recall() }
}
