/*
 * The exchange of refresh tokens: the row of one login, clients that exchange its tokens, and somebody who ends it.
 *
 * Classes: Refreshing, RefreshRules, Rotation, Redemption, LoginStore
 * The owner has two tabs, or one tab and a thief. Time is the age of the current generation, in ticks. A request asks for the
 * time in its transaction, not before. How to run this and read a counterexample: docs/models.md.
 */
#include "promises.h"

/* GUARDS, the promise that each one keeps, and what is done without it */
#define CAS             1       /* one_chain: the row is written without comparing it with what was read */
#define STILL_LIVE      2       /* ended_is_ended: the same for its end: a login that ended meanwhile is exchanged */
#define PREDECESSOR     3       /* retries_work: the token just replaced gets no successor */
#define ONLY_THE_LAST   4       /* none_older: every replaced token gets the current pair, not only the one just replaced */
#define GRACE_LIMIT     5       /* within_grace: the token just replaced gets its successor however late it comes */
#define REPEAT_LIMIT    6       /* few_repeats: a generation is handed out again without limit */
#define SUSPICION       7       /* few_followed: nobody counts the generations that another client was handed too */
#define REUSE_ENDS      8       /* theft_ends: a token in two hands is refused, and its login goes on */
#define LIVE            9       /* ended_is_ended: a login that has ended is exchanged like any other */

PROMISE(one_chain);             /* the token of a generation is exchanged for one new token, never for two */
PROMISE(retries_work);          /* an owner who repeats a request within the grace gets the successor */
PROMISE(none_older);            /* no token older than the one just replaced is exchanged */
PROMISE(within_grace);          /* the one just replaced is exchanged within the grace only; by others, for a shorter time */
PROMISE(few_repeats);           /* a generation is handed out again a few times only */
PROMISE(few_followed);          /* another client is handed the tokens of a few of the last generations only */
PROMISE(theft_ends);            /* whoever presents a replaced token after the grace, or an older one, ends the login */
PROMISE(ended_is_ended);        /* nothing is exchanged after the login has ended */

#define LAST            2       /* nobody presents tokens of later generations */
#define GRACE           2       /* jwt.refresh-grace, in ticks */
#define FOR_OTHERS      1       /* RefreshRules.FOR_OTHERS */
#define MOST_REPEATS    3       /* RefreshRules.MOST_REPEATS: 30; two tabs with one retry each need 3 */
#define MOST_TO_OTHERS  2       /* RefreshRules.MOST_TO_OTHERS: 3 */
#define SUSPICIOUS      2       /* RefreshRules.SUSPICIOUS: 3 of the last 8 generations; here 2 of the last 3 */
#define TRIES           3       /* requests of the thief */

#define HOME            0       /* Device.key of the owner's client */
#define AWAY            1       /* the same client, after it changed networks */
#define ELSEWHERE       2       /* a thief; one who imitates the owner's client is HOME */

typedef Row {                   /* Login and its Rotation */
    byte generation;
    byte client;
    byte repeats;
    byte toOthers;
    byte othersLately;
    bool ended
}

Row row;
byte age = GRACE + 1;           /* of the current generation; the clock stops here, as nothing changes later */

byte stored;                    /* the newest refresh token that the owner's tabs share */
byte waiting;                   /* tabs with a request on its way */
byte moving;                    /* tabs that repeat a request from another network */
bool moved;                     /* that happens once in a while: here once */

/* What the promises look at, and the rules do not. */
bool exchanged[LAST + 2];       /* whether the token of a generation was exchanged for a new one */
byte again;                     /* how often the current one was handed out again to the client that began it */
bool followed[LAST + 2];        /* whether it was handed to another client too */
bool stolen;                    /* the thief has presented a token */
bool signedOut;                 /* the owner ended the login */
bool acknowledged;              /* and knows that it has ended */

#define BITS(b)                 (((b) & 1) + (((b) >> 1) & 1) + (((b) >> 2) & 1))

/* RefreshRules.mayRepeat, mayRepeatToAnother: about the row as the transaction has read it. */
#define IS_PREDECESSOR(g)       (GUARD(ONLY_THE_LAST, g + 1 == was.generation) && KEEPS(PREDECESSOR))
#define TO_SAME                 (GUARD(GRACE_LIMIT, at <= GRACE) && GUARD(REPEAT_LIMIT, was.repeats < MOST_REPEATS))
#define TO_ANOTHER              (GUARD(GRACE_LIMIT, at <= FOR_OTHERS) && was.toOthers < MOST_TO_OTHERS && \
                                 GUARD(SUSPICION, BITS(was.othersLately | 1) < SUSPICIOUS))
#define MAY_REPEAT(g, who)      (IS_PREDECESSOR(g) && ((who == was.client && TO_SAME) || (who != was.client && TO_ANOTHER)))

/* Serializable: if the row is no longer what was read, the transaction conflicts and is tried again. */
#define UNCHANGED               (GUARD(CAS, was.generation == row.generation && was.repeats == row.repeats && \
                                 was.toOthers == row.toOthers) && GUARD(STILL_LIVE, was.ended == row.ended))

mtype = { Rotated, Repeated, Reused, Refused };         /* Redemption */

#define REQUEST Row was; byte at; byte given; mtype outcome; byte before; byte sentAt; bool sentLate
#define GOT     (outcome == Rotated || outcome == Repeated)

inline read() {
    was.generation = row.generation; was.client = row.client; was.repeats = row.repeats;
    was.toOthers = row.toOthers; was.othersLately = row.othersLately; was.ended = row.ended;
    at = age
}

/* What a request needs no more is the same in all states, which makes them fewer. */
inline forget() {
    was.generation = 0; was.client = 0; was.repeats = 0; was.toOthers = 0; was.othersLately = 0; was.ended = false;
    at = 0; before = 0; sentAt = 0; sentLate = false
}

/* RefreshRules.decide */
inline decide(g, who) {
    if
    :: (was.ended && KEEPS(LIVE)) || g > was.generation -> outcome = Refused
    :: else ->
        if
        :: g == was.generation -> outcome = Rotated; given = was.generation + 1
        :: g != was.generation && MAY_REPEAT(g, who) -> outcome = Repeated; given = was.generation
        :: else -> outcome = Reused
        fi
    fi
}

/* SqlLoginStore.carryOut */
inline carryOut(who) {
    if
    :: outcome == Rotated ->
        row.generation = was.generation + 1; row.client = who; row.repeats = 0; row.toOthers = 0;
        row.othersLately = (was.othersLately << 1) & 7;
        age = 0
    :: outcome == Repeated && who == was.client -> row.repeats = was.repeats + 1
    :: outcome == Repeated && who != was.client ->
        row.toOthers = was.toOthers + 1; row.othersLately = was.othersLately | 1
    :: outcome == Reused -> row.ended = row.ended || KEEPS(REUSE_ENDS)
    :: else
    fi
}

inline checkHandingOut(g, who) {
    if
    :: GOT ->
        promise(ended_is_ended, !row.ended && !sentLate);
        promise(none_older, g + 1 >= row.generation);
        promise(within_grace, g + 1 != before || (sentAt <= GRACE && (who == row.client || sentAt <= FOR_OTHERS)));
        if
        :: outcome == Rotated -> promise(one_chain, !exchanged[g]); exchanged[g] = true; again = 0
        :: outcome == Repeated && who == row.client -> again++; promise(few_repeats, again <= MOST_REPEATS)
        :: else -> followed[given] = true;
            promise(few_followed, given < 2 || followed[given] + followed[given - 1] + followed[given - 2] < SUSPICIOUS)
        fi
    :: else
    fi
}

/* Refreshing.redeem: one request, as a transaction that reads and then writes. Everything may happen between the two. */
inline exchange(g, who) {
    atomic { before = row.generation; sentAt = age; sentLate = acknowledged; read(); decide(g, who) };
    do
    :: atomic {
            UNCHANGED ->
            checkHandingOut(g, who);
            carryOut(who);
            promise(theft_ends, row.ended || g + 1 > before || (g + 1 == before && sentAt <= GRACE));
            forget();
            break
        }
    :: atomic { !(UNCHANGED) -> read(); decide(g, who) }
    od
}

/*
 * A tab refreshes when its access token is about to expire, which lives longer than the grace. The answer to its first request
 * may be lost; then it repeats the request at once, and that answer arrives.
 */
proctype Tab() {
    REQUEST;
    byte token;
    do
    :: atomic { age > GRACE && stored < LAST -> waiting++; token = stored };
        exchange(token, HOME);
        if
        :: true
        :: GOT -> exchange(token, HOME)
        :: atomic { GOT && !moved && age <= FOR_OTHERS -> moved = true; moving++ }; exchange(token, AWAY); moving--
        fi;
        atomic {
            promise(retries_work, stolen || signedOut || (GOT && given == token + 1));
            if
            :: GOT && given > stored -> stored = given
            :: else
            fi;
            waiting--
        };
        if
        :: GOT
        :: else -> break       /* its user has to sign in again */
        fi
    :: break
    od
}

/* Copies the owner's token at any moment, as often as the thief likes, and presents any token copied or received so far. */
proctype Thief() {
    REQUEST;
    byte token, tries, loot, who = ELSEWHERE;
    if
    :: who = HOME
    :: true
    fi;
    do
    :: loot = loot | (1 << stored)
    :: tries < TRIES && loot != 0 ->
        atomic {
            tries++;
            if
            :: loot & 1 -> token = 0
            :: loot & 2 -> token = 1
            :: loot & 4 -> token = 2
            fi;
            stolen = true
        };
        exchange(token, who);
        if
        :: GOT -> loot = loot | (1 << given)
        :: else
        fi
    :: break
    od
}

/* LoginStore.end */
proctype SignOut() {
    if
    :: atomic { true -> row.ended = true; signedOut = true }; acknowledged = true
    :: true
    fi
}

/* The grace is long enough for the requests of the owner: a tab's request does not take longer. */
proctype Clock() {
end:
    do
    :: atomic { age < GRACE && (age < FOR_OTHERS || moving == 0) -> age++ }
    :: atomic { age == GRACE && waiting == 0 -> age++ }
    od
}

init {
    atomic {
        if
        :: run Tab()
        :: run Thief()
        fi;
        run Tab(); run SignOut(); run Clock()
    }
}
