package dev.keycard.throttle;

import java.time.Duration;

/**
 * The result of counting one event. Immutable.
 *
 * @param rate the rate
 * @param taken whether it was counted; if not, the rate is used up
 * @param remaining how many are left in the period
 * @param reset how long until the period ends; always positive
 * @param period identifies the period of the key
 */
public record Count(Rate rate, boolean taken, long remaining, Duration reset, long period) {}
