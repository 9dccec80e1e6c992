/**
 * What grows with the number of logins, and what does not: {@link dev.keycard.benchmarks.scale.Population} fills a database with
 * users and logins, {@link dev.keycard.benchmarks.scale.ScaleBench} measures each operation on databases of several sizes, and
 * {@link dev.keycard.benchmarks.scale.FeedSimulation} drives the change feed. Each is a
 * program, and its types are for one thread. See {@code docs/scale.md}.
 */
@NullMarked
package dev.keycard.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
