/*
 * What a node may decide from memory although it forgets endings after a while, or earlier when there are too many. One login, on
 * the node that ends it, presented by a session cookie or by an access token. The clock may be set back, and requests may take
 * any time between two steps.
 *
 * Classes: RecentRevocations, RevocationCheck, CredentialCache, SessionVerifier, AccessTokens, NodeCaches
 * How to run this and read a counterexample: docs/models.md.
 */
#include "promises.h"

/* GUARDS, the promise that each one keeps, and what is done without it */
#define HORIZON         1       /* stays_ended: nobody asks whether an ending may be forgotten already */
#define LOOKED_FIRST    2       /* stays_ended: that is asked before the ending is looked for, not afterwards */
#define HORIZON_FIRST   3       /* stays_ended: endings are removed first, and the horizon moves afterwards */
#define FORWARD_ONLY    4       /* stays_ended: the horizon follows the clock when that is set back */
#define LATEST_TIME     5       /* stays_ended: an ending is dated by the clock, although that was set back */
#define CHECKED_FIRST   6       /* stays_ended: a remembered credential counts as checked when its check is over, not before */

PROMISE(stays_ended);           /* a node accepts nothing of a login after it has acknowledged its end */

#define REACH           1       /* how long a token lives, and a credential is remembered: NodeCaches.reach */
#define KEPT            2       /* how long an ending is remembered: longer */
#define START           3
#define LATEST          5       /* the clock stops here */
#define BACK            2       /* by how much it is set back, once */

byte now = START;
byte latest = START;            /* the latest time that the clock has shown; noticed in time, as prune runs often */

bool ended;                     /* the login's row, and its owner knows */
bool acknowledged;

bool known;                     /* RecentRevocations */
byte learntAt;
byte horizon = START - KEPT;
bool locked;                    /* learn, prune and makeRoom are synchronized; questions are not */

bool token;                     /* presented by an access token, or else by a cookie */
byte issuedAt = START;

bool remembered;                /* the entry in CredentialCache */
byte checkedAt;
byte goodUntil;

#define LATER(a, b)     ((a) > (b) -> (a) : (b))
#define EARLIER(a, b)   ((a) < (b) -> (a) : (b))

/* LoginStore.end, and the feed, which learns it before the caller is answered. */
proctype End() {
    ended = true;
    atomic { !locked -> known = true; learntAt = (KEEPS(LATEST_TIME) -> latest : now) };
    acknowledged = true
}

/* A refresh mints another access token. */
proctype Refresh() {
    if
    :: atomic { !ended -> issuedAt = now }
    :: true
    fi
}

/* RecentRevocations.purgeBefore: what is older than KEPT, or whatever there is no room for. */
inline purgeBefore(moment) {
    if
    :: KEEPS(HORIZON_FIRST) ->
        horizon = LATER(moment, KEEPS(FORWARD_ONLY) * horizon);
        known = known && learntAt >= moment
    :: !KEEPS(HORIZON_FIRST) ->
        known = known && learntAt >= moment;
        horizon = LATER(moment, KEEPS(FORWARD_ONLY) * horizon)
    fi
}

proctype Forget() {
    byte before;
    do
    :: atomic { !locked && now > KEPT -> locked = true; before = now - KEPT };
        purgeBefore(before);
        atomic { locked = false; before = 0 }
    :: atomic { !locked -> locked = true; before = latest };
        purgeBefore(before);
        atomic { locked = false; before = 0 }
    od
}

/* Whether memory may decide, and finds nothing: RevocationCheck.ended, and knowsSince afterwards. */
inline ask(moment) {
    if
    :: KEEPS(LOOKED_FIRST) -> refused = known; knows = GUARD(HORIZON, moment >= horizon)
    :: !KEEPS(LOOKED_FIRST) -> knows = GUARD(HORIZON, moment >= horizon); refused = known
    fi
}

inline rememberIt(until) {
    atomic {
        remembered = true;
        checkedAt = (KEEPS(CHECKED_FIRST) -> began : now);
        goodUntil = until
    }
}

inline forgetRequest() {
    atomic { began = 0; after = false; refused = false; knows = false; moment = 0 }
}

/* The first time that the credential is seen, and again whenever the memory of it does not decide. */
proctype Check() {
    byte began, moment;
    bool after, refused, knows;
    do
    :: atomic { !token -> began = now; after = acknowledged };
        refused = ended;                                        /* SessionVerifier.verifyInStore: reads the row */
        if
        :: !refused -> promise(stays_ended, !after); rememberIt(now + REACH)
        :: refused
        fi;
        forgetRequest()
    :: atomic { token && now < issuedAt + REACH -> began = now; moment = issuedAt; after = acknowledged };
        ask(moment);
        if
        :: !knows && !refused -> refused = ended                /* TokenBindings.hasEndedInStore */
        :: else
        fi;
        if
        :: !refused -> promise(stays_ended, !after); moment = EARLIER(now, moment); rememberIt(moment + REACH)
        :: refused
        fi;
        forgetRequest()
    od
}

/* CredentialCache.get */
proctype Recall() {
    byte began, moment;
    bool after, refused, knows;
    do
    :: atomic { remembered && acknowledged && now < goodUntil -> moment = checkedAt };
        ask(moment);
        promise(stays_ended, refused || !knows);
        forgetRequest()
    od
}

proctype Clock() {
    bool setBack;
end:
    do
    :: atomic { now < LATEST -> now++; latest = LATER(latest, now) }
    :: atomic { now >= START + BACK && !setBack -> setBack = true; now = now - BACK }
    od
}

init {
    atomic {
        if
        :: token = true
        :: true
        fi;
        run End(); run Refresh(); run Forget(); run Check(); run Recall(); run Clock()
    }
}
