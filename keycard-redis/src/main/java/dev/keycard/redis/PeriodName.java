package dev.keycard.redis;

/**
 * Names the periods of counts in Redis by negative numbers. Those of counters in memory are not negative, so a count says
 * where it was taken and is returned only there.
 */
final class PeriodName {

    private PeriodName() {}

    /** @param begun when the period began, by the clock of Redis */
    static long of(long begun) {
        return ~begun;
    }

    static boolean isOfRedis(long name) {
        return name < 0;
    }

    static long begun(long name) {
        return ~name;
    }
}
