/*
 * How a node learns of endings: transactions that end logins, on this node and on others; the feed that reads their changes by
 * sequence number; and requests that are decided from memory. Transactions become visible in another order than that of their
 * numbers, as on PostgreSQL. The store may be out of the node's reach at any time.
 *
 * Classes: ChangeFeed, ChangeLog, GroupWriter, RevocationCheck, CredentialCache, AccessTokens, RevalidatingKeys
 * RecentRevocations forgets nothing here: see horizon.pml. What happened has an age, in ticks, instead of a time, so the clock
 * never stops. How to run this and read a counterexample: docs/models.md.
 */
#include "promises.h"

/* GUARDS, the promise that each one keeps, and what is done without it */
#define FRESHNESS       1       /* in_time: memory decides however old its view is */
#define FRESH_FIRST     2       /* in_time: memory is read first, and the age of its view is asked afterwards */
#define ASKED_BEFORE    3       /* in_time: the age of the view counts from the end of a reading, not from its beginning */
#define LEARNT_FIRST    4       /* in_time: the view is young before what was read is learnt */
#define GAPS            5       /* in_time: a number that was missing among those read is not looked for again */
#define GAP_WAIT        6       /* in_time: a missing number is given up before its transaction must be over */
#define SHORT_WRITES    7       /* in_time: a transaction takes as long as it likes */
#define OWN_IN_PLACE    8       /* in_time: an own change moves the position when it is learnt, past what others wrote before */
#define TOLD_FIRST      9       /* at_once: whoever asked for an ending is answered before its node has learnt it */

PROMISE(in_time);               /* no node accepts from memory after an ending was acknowledged and the feed's bound has passed */
PROMISE(at_once);               /* the node that ended a login accepts nothing after it has acknowledged that */

#define WRITES          2       /* the transaction with number n ends login n */
#define STALENESS       1       /* change.max-staleness, in ticks: the bound of the feed */
#define LONGEST_WRITE   1       /* ticks after which the database ends a transaction */
#define OLD             2       /* longer ago than both; ages are counted no further */
#define NEVER           3

byte numbers;                   /* how many sequence numbers were given out */
bool open[WRITES];              /* transactions that go on */
byte openFor[WRITES];
bool visible[WRITES];           /* the row in change, committed together with the ending itself */
byte endedFor[WRITES] = NEVER;  /* how long ago the ending was acknowledged */
bool own[WRITES];               /* whether by this node */

/* The node: RecentRevocations, and ChangeFeed. */
bool learnt[WRITES];
byte position;                  /* the first number that was not read */
bool gap[WRITES];               /* numbers before it that were missing */
byte gapFor[WRITES];
byte askedFor;                  /* how long ago the last reading began */
byte viewAge;                   /* ChangeFeed.age */

#define OLDER(age)              age = (age < OLD -> age + 1 : age)

/* An ending. Its number is given out before it commits, or rolls back. */
proctype Write(bool here) {
    byte n;
    atomic { n = numbers; numbers++; open[n] = true; own[n] = here };
    if
    :: atomic { true -> open[n] = false; openFor[n] = 0; visible[n] = true };
        if
        :: here && KEEPS(TOLD_FIRST) ->                         /* GroupWriter.announce, ChangeFeed.tell */
            atomic { learnt[n] = true; position = (n >= position && !KEEPS(OWN_IN_PLACE) -> n + 1 : position) };
            endedFor[n] = 0
        :: here && !KEEPS(TOLD_FIRST) -> endedFor[n] = 0; learnt[n] = true
        :: !here -> endedFor[n] = 0
        fi
    :: atomic { true -> open[n] = false; openFor[n] = 0 }
    fi
}

/* What SQL sees at one moment: what is after the position, and what was missing before it. */
inline readLog() {
    end = position;
    for (n : 0 .. WRITES - 1) {
        news[n] = visible[n] && (n >= position || gap[n]);
        end = (news[n] && n >= end -> n + 1 : end)
    }
    for (n : 0 .. WRITES - 1) {
        if
        :: news[n] -> gap[n] = false; gapFor[n] = 0
        :: !news[n] && n >= position && n < end && KEEPS(GAPS) -> gap[n] = true
        :: gap[n] && gapFor[n] > (KEEPS(GAP_WAIT) -> LONGEST_WRITE : 0) -> gap[n] = false; gapFor[n] = 0
        :: else
        fi
    }
    position = end;
    end = 0;
    n = 0
}

/* ChangeFeed.catchUp, on its schedule. A store that does not answer is a reading that comes late. */
proctype Feed() {
    byte n, end;
    bool news[WRITES];
    do
    :: askedFor = 0;
        atomic { readLog() };
        if
        :: !KEEPS(LEARNT_FIRST) -> viewAge = askedFor
        :: KEEPS(LEARNT_FIRST)
        fi;
        atomic { learnt[0] = learnt[0] || news[0]; learnt[1] = learnt[1] || news[1]; news[0] = false; news[1] = false };
        viewAge = (KEEPS(ASKED_BEFORE) -> askedFor : 0)
    od
}

#define FRESH                   GUARD(FRESHNESS, viewAge <= STALENESS)

/*
 * A request with a credential that was good once. It begins when it should be refused: when the bound has passed since its login
 * was ended on another node, or at any time after this node ended it. What memory does not decide, the store refuses.
 */
proctype Request() {
    byte n;
    bool late, known, fresh;
    do
    :: atomic {
            if
            :: endedFor[0] == OLD || (endedFor[0] != NEVER && own[0]) -> n = 0
            :: endedFor[1] == OLD || (endedFor[1] != NEVER && own[1]) -> n = 1
            fi;
            late = endedFor[n] == OLD
        };
        if
        :: KEEPS(FRESH_FIRST) -> fresh = FRESH; known = learnt[n]
        :: !KEEPS(FRESH_FIRST) -> known = learnt[n]; fresh = FRESH
        fi;
        atomic {
            promise(in_time, !(fresh && !known && late));
            promise(at_once, !(fresh && !known && own[n]));
            n = 0; known = false; fresh = false; late = false
        }
    od
}

#define ENDS_IN_TIME(n)         (!open[n] || openFor[n] < LONGEST_WRITE)

proctype Clock() {
    byte n;
end:
    do
    :: atomic { GUARD(SHORT_WRITES, ENDS_IN_TIME(0) && ENDS_IN_TIME(1)) ->
            OLDER(viewAge);
            OLDER(askedFor);
            for (n : 0 .. WRITES - 1) {
                endedFor[n] = (endedFor[n] < OLD -> endedFor[n] + 1 : endedFor[n]);
                openFor[n] = (open[n] && openFor[n] < OLD -> openFor[n] + 1 : openFor[n]);
                gapFor[n] = (gap[n] && gapFor[n] < OLD -> gapFor[n] + 1 : gapFor[n])
            }
            n = 0
        }
    od
}

init {
    atomic {
        run Write(false);
        if
        :: run Write(true)
        :: run Write(false)
        fi;
        run Feed(); run Request(); run Clock()
    }
}
