package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionConfig;
import dev.keycard.permission.PermissionLanguage;
import dev.keycard.permission.Permissions;
import dev.keycard.web.authcheck.AuthCheckConfig;
import dev.keycard.web.authcheck.ProxyHeaders;
import dev.keycard.web.authcheck.RuleReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of permissions, and of the rules for proxies. See {@code docs/permissions.md} and {@code docs/proxies.md}. */
@Internal
public final class PermissionSettings {

    public static final Setting<String> DEFAULT = new Setting<>(
            "permission.default",
            SettingTypes.NOT_BLANK,
            Permissions.IS_AUTHENTICATED.label(),
            "What a user needs for the endpoints of their own account, such as IsAuthenticated and not HasRole(guest).");
    public static final Setting<List<String>> TIERS = new Setting<>(
            "permission.tiers",
            SettingTypes.NAMES,
            PermissionConfig.defaults().tiers(),
            "The tiers of users, the lowest first, such as free, premium.");
    public static final Setting<ProxyHeaders> AUTH_CHECK_HEADERS = new Setting<>(
            "auth-check.headers",
            SettingTypes.oneOf(ProxyHeaders.class),
            AuthCheckConfig.defaults().headers(),
            "Where a proxy tells the original request: original (X-Original-*), forwarded (X-Forwarded-*) or either.");

    /** The permissions that each role grants. */
    public static final SettingFamily<List<String>> ROLES = SettingFamily.of("permission.roles.", SettingTypes.NAMES);

    /** The rules for proxies. */
    public static final SettingFamily<String> RULES = SettingFamily.ofList("permission.rules");

    static final SettingGroup GROUP =
            SettingGroup.of("Permissions", DEFAULT, TIERS, AUTH_CHECK_HEADERS).with(ROLES, RULES);

    private PermissionSettings() {}

    /** The roles and tiers of the settings. */
    public static PermissionConfig read(Configuration settings) {
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        settings.get(ROLES).forEach((role, grants) -> roles.put(role, Set.copyOf(grants)));
        return new PermissionConfig(roles, settings.get(TIERS));
    }

    /** @throws IllegalArgumentException with the setting and the place of the mistake, if it is no rule */
    static Permission rule(Configuration settings, PermissionConfig config, Setting<String> setting) {
        try {
            return new PermissionLanguage(config).rule(settings.get(setting));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(setting.name() + ", " + refused.getMessage(), refused);
        }
    }

    static AuthCheckConfig authCheck(Configuration settings, PermissionConfig config) {
        RuleReader reader = new RuleReader(new PermissionLanguage(config)::rule);
        return new AuthCheckConfig(settings.get(AUTH_CHECK_HEADERS), reader.read(RuleTexts.of(settings)));
    }
}
