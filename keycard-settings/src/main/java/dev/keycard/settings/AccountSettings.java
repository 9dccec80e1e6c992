package dev.keycard.settings;

import dev.keycard.account.AccountConfig;
import dev.keycard.api.Internal;
import dev.keycard.mailchange.MailChangeConfig;
import dev.keycard.notice.Notice;
import dev.keycard.throttle.Rate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The settings of users' own accounts, and of notices by mail. See {@code docs/recent-proof.md} and {@code docs/mail.md}. */
@Internal
public final class AccountSettings {

    private static final AccountConfig DEFAULTS = AccountConfig.defaults();

    public static final Setting<Duration> RECENT_PROOF = new Setting<>(
            "account.recent-proof",
            SettingTypes.DURATION,
            DEFAULTS.recentProof(),
            "How long a sign-in is proof enough to change the mail address or make an API token; then the password is.");
    public static final Setting<String> EMAIL_CONFIRM_LINK = LinkSettings.setting(
            "account.email-confirm-link",
            "{public-url}/email/confirm#token={token}",
            "The page that the mail to a new address leads to, which confirms it.");
    public static final Setting<String> EMAIL_UNDO_LINK = LinkSettings.setting(
            "account.email-undo-link",
            "{public-url}/email/undo#token={token}",
            "The page that the mail to the old address leads to, which undoes the change for 7 days.");
    public static final Setting<Optional<Rate>> EMAIL_CHANGE_RATE = new Setting<>(
            "throttle.email-change",
            SettingTypes.RATE_OR_NONE,
            Optional.ofNullable(DEFAULTS.mailChange().perUser()),
            "Changes of the mail address that each user asks for, and mails to each new address.");
    public static final Setting<Boolean> NOTIFY_API_TOKEN = notify(
            "notify.api-token", Notice.API_TOKEN, "Whether people get a mail about each new API token of theirs.");
    public static final Setting<Boolean> NOTIFY_PASSWORD =
            notify("notify.password", Notice.PASSWORD, "Whether they get a mail about a new password.");
    public static final Setting<Boolean> NOTIFY_SIGN_IN = notify(
            "notify.sign-in",
            Notice.SIGN_IN,
            "Whether they get a mail about a sign-in from an address that is not familiar.");

    static final SettingGroup GROUP = SettingGroup.of(
            "Accounts",
            RECENT_PROOF,
            StoreSettings.NAME_QUARANTINE,
            EMAIL_CONFIRM_LINK,
            EMAIL_UNDO_LINK,
            EMAIL_CHANGE_RATE,
            NOTIFY_API_TOKEN,
            NOTIFY_PASSWORD,
            NOTIFY_SIGN_IN);

    private AccountSettings() {}

    static AccountConfig read(Configuration settings) {
        return new AccountConfig(settings.get(RECENT_PROOF), mailChange(settings), notices(settings));
    }

    private static MailChangeConfig mailChange(Configuration settings) {
        MailChangeConfig limits = new MailChangeConfig(
                null,
                settings.get(EMAIL_CHANGE_RATE).orElse(null),
                settings.get(RecoverySettings.ADDRESS_RATE).orElse(null));
        return MailSettings.sendsMail(settings)
                ? limits.withLinks(new MailChangeConfig.Links(
                        LinkSettings.read(settings, EMAIL_CONFIRM_LINK), LinkSettings.read(settings, EMAIL_UNDO_LINK)))
                : limits;
    }

    private static Set<Notice> notices(Configuration settings) {
        Set<Notice> notices = EnumSet.allOf(Notice.class);
        notices.removeIf(notice -> !settings.get(setting(notice)));
        return notices;
    }

    private static Setting<Boolean> setting(Notice notice) {
        return switch (notice) {
            case API_TOKEN -> NOTIFY_API_TOKEN;
            case PASSWORD -> NOTIFY_PASSWORD;
            case SIGN_IN -> NOTIFY_SIGN_IN;
        };
    }

    private static Setting<Boolean> notify(String name, Notice notice, String documentation) {
        return new Setting<>(name, SettingTypes.BOOLEAN, DEFAULTS.notices().contains(notice), documentation);
    }
}
