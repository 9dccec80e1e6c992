package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.recovery.RecoveryConfig;
import dev.keycard.throttle.Rate;
import java.util.Optional;

/** The settings of new passwords by mail. See {@code docs/password-reset.md}. */
@Internal
public final class RecoverySettings {

    private static final RecoveryConfig DEFAULTS = RecoveryConfig.off();

    public static final Setting<String> LINK = LinkSettings.setting(
            "password.reset-link",
            "{public-url}/reset#token={token}",
            "The page that the mail leads to for a new password; what follows # is not sent to servers.");
    public static final Setting<Optional<Rate>> MAIL_RATE = new Setting<>(
            "throttle.reset",
            SettingTypes.RATE_OR_NONE,
            Optional.ofNullable(DEFAULTS.perMail()),
            "Password resets asked for, for each mail address.");
    public static final Setting<Optional<Rate>> ADDRESS_RATE = new Setting<>(
            "throttle.reset-address",
            SettingTypes.RATE_OR_NONE,
            Optional.ofNullable(DEFAULTS.perClient()),
            "Password resets asked for from each client's address, as many confirmations, and links about addresses opened.");

    static final SettingGroup GROUP = SettingGroup.of("Password reset", LINK, MAIL_RATE, ADDRESS_RATE);

    private RecoverySettings() {}

    static RecoveryConfig read(Configuration settings) {
        RecoveryConfig limits = new RecoveryConfig(
                null,
                settings.get(MAIL_RATE).orElse(null),
                settings.get(ADDRESS_RATE).orElse(null));
        return MailSettings.sendsMail(settings) ? limits.withLink(LinkSettings.read(settings, LINK)) : limits;
    }
}
