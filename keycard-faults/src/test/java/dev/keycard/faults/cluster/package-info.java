/**
 * Real servers, a real PostgreSQL with a standby, and proxies between them that inject faults. {@link
 * dev.keycard.faults.cluster.Cluster} is the entry.
 */
@NullMarked
package dev.keycard.faults.cluster;

import org.jspecify.annotations.NullMarked;
