package dev.keycard.settings;

import dev.keycard.crypto.Secret;
import dev.keycard.delivery.OutboxKind;
import dev.keycard.delivery.Sender;
import dev.keycard.delivery.SmtpConfig;
import dev.keycard.delivery.SmtpTls;
import java.time.Duration;
import java.util.Optional;

/** The settings of mail. See {@code docs/mail.md}. */
public final class MailSettings {

    private static final SettingType<Sender> SENDER = SettingType.of(
            "an address such as no-reply@example.org or Example <no-reply@example.org>", Sender::parse, Sender::text);

    public static final Setting<OutboxKind> OUTBOX = new Setting<>(
            "mail.outbox",
            SettingTypes.oneOf(OutboxKind.class),
            OutboxKind.NONE,
            "Where mail goes: smtp, file, log-insecure, application, or none, which turns off what needs mail.");
    public static final Setting<Optional<Sender>> FROM =
            new Setting<>("mail.from", SettingTypes.optional(SENDER, ""), Optional.empty(), "The sender of all mails.");
    public static final Setting<Optional<String>> SMTP_HOST =
            new Setting<>("mail.smtp.host", SettingTypes.OPTIONAL_TEXT, Optional.empty(), "The mail server.");
    public static final Setting<Integer> SMTP_PORT = new Setting<>(
            "mail.smtp.port", SettingTypes.PORT, 587, "Its port; usually 465 where mail.smtp.tls is tls.");
    public static final Setting<Optional<String>> SMTP_USERNAME = new Setting<>(
            "mail.smtp.username",
            SettingTypes.OPTIONAL_TEXT,
            Optional.empty(),
            "The user name there, if it asks for one.");
    public static final Setting<Optional<Secret>> SMTP_PASSWORD =
            new Setting<>("mail.smtp.password", SettingTypes.OPTIONAL_SECRET, Optional.empty(), "The password there.");
    public static final Setting<SmtpTls> SMTP_TLS = new Setting<>(
            "mail.smtp.tls",
            SettingTypes.oneOf(SmtpTls.class),
            SmtpTls.STARTTLS_REQUIRED,
            "How the connection is protected: starttls-required, tls from the first byte, or none-insecure.");
    public static final Setting<Duration> SMTP_TIMEOUT = new Setting<>(
            "mail.smtp.timeout",
            SettingTypes.DURATION,
            Duration.ofSeconds(10),
            "How long each step with the mail server may take.");

    static final SettingGroup GROUP = SettingGroup.of(
            "Mail", OUTBOX, FROM, SMTP_HOST, SMTP_PORT, SMTP_USERNAME, SMTP_PASSWORD, SMTP_TLS, SMTP_TIMEOUT);

    private MailSettings() {}

    /** Whether there is an outbox. What needs mail is off without one. */
    public static boolean sendsMail(Configuration settings) {
        return settings.get(OUTBOX) != OutboxKind.NONE;
    }

    /**
     * The sender, for outboxes that need one.
     *
     * @throws ConfigurationException if none is set
     */
    public static Sender sender(Configuration settings) {
        return settings.get(FROM)
                .orElseThrow(() ->
                        new ConfigurationException("mail.from is needed with mail.outbox: set the sender of mails."));
    }

    /**
     * The way to the mail server.
     *
     * @throws ConfigurationException if the host is not set, or settings contradict each other
     */
    public static SmtpConfig smtp(Configuration settings) {
        String host = settings.get(SMTP_HOST)
                .orElseThrow(() -> new ConfigurationException("mail.smtp.host is needed with mail.outbox smtp."));
        return ConfigurationException.orRefusal(() -> new SmtpConfig(
                host,
                settings.get(SMTP_PORT),
                settings.get(SMTP_USERNAME).orElse(null),
                settings.get(SMTP_PASSWORD).orElse(null),
                settings.get(SMTP_TLS),
                settings.get(SMTP_TIMEOUT)));
    }
}
