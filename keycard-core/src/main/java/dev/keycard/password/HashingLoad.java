package dev.keycard.password;

import java.time.Duration;

/**
 * The load of hashing.
 *
 * @param active how many hashes are being computed
 * @param queued how many wait
 * @param completed how many were computed so far
 * @param refused how many were refused so far because too many waited
 * @param busy the total time of computing so far, summed over the threads
 */
public record HashingLoad(int active, int queued, long completed, long refused, Duration busy) {}
