package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.throttle.Rate;
import java.util.Optional;

/** The settings of registration. See {@code docs/registration.md}. */
@Internal
public final class RegistrationSettings {

    private static final RegistrationConfig DEFAULTS = RegistrationConfig.off();

    public static final Setting<Boolean> ENABLED = new Setting<>(
            "registration.enabled", SettingTypes.BOOLEAN, DEFAULTS.enabled(), "Whether people may register a user.");
    public static final Setting<Boolean> CONFIRM_MAIL = new Setting<>(
            "registration.confirm-mail",
            SettingTypes.BOOLEAN,
            true,
            "Whether a user is made only when the link in a mail was opened; has no effect while mail.outbox is none.");
    public static final Setting<String> CONFIRM_LINK = LinkSettings.setting(
            "registration.confirm-link", "{public-url}/register#token={token}", "The page that this mail leads to.");
    public static final Setting<String> TIER =
            new Setting<>("registration.tier", SettingTypes.TEXT, DEFAULTS.tier(), "The tier of users who registered.");
    public static final Setting<Optional<Rate>> RATE = new Setting<>(
            "throttle.register",
            SettingTypes.RATE_OR_NONE,
            Optional.ofNullable(DEFAULTS.perClient()),
            "Registrations from each client's address, as many confirmations, and mails to each mail address.");

    static final SettingGroup GROUP = SettingGroup.of("Registration", ENABLED, CONFIRM_MAIL, CONFIRM_LINK, TIER, RATE);

    private RegistrationSettings() {}

    static RegistrationConfig read(Configuration settings) {
        RegistrationConfig closed = new RegistrationConfig(
                false, null, settings.get(TIER), settings.get(RATE).orElse(null));
        if (!settings.get(ENABLED)) {
            return closed;
        }
        boolean confirmed = MailSettings.sendsMail(settings) && settings.get(CONFIRM_MAIL);
        return closed.open(confirmed ? LinkSettings.read(settings, CONFIRM_LINK) : null);
    }
}
