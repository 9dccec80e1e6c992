package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Refusals;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionConfig;

/**
 * What guards the application's requests: with tokens of its own engine, or of another server.
 *
 * @param defaultPermission the rule for all that has none of its own
 * @param permissions the roles and tiers that rules may name
 */
@Internal
public record KeycardGuard(Gate gate, Refusals refusals, Permission defaultPermission, PermissionConfig permissions) {}
