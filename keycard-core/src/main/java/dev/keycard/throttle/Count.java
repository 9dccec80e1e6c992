package dev.keycard.throttle;

import java.time.Duration;

/**
 * What came of taking one from an allowance. Immutable.
 *
 * @param rate what was counted against
 * @param taken whether one was taken; if not, nothing was left
 * @param remaining how many are left in the period
 * @param reset how long until the allowance is whole again; always positive
 * @param period tells the key's periods apart; without meaning otherwise
 */
public record Count(Rate rate, boolean taken, long remaining, Duration reset, long period) {}
