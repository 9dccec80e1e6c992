package dev.keycard.node.doctor;

import dev.keycard.delivery.OutboxKind;
import dev.keycard.delivery.SmtpTls;
import dev.keycard.settings.MailSettings;
import java.util.List;

/** Checks of mail and of registration. */
final class MailChecks {

    private MailChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("mail.outbox", "whether mails reach only their readers", MailChecks::outbox),
                new Check("mail.smtp.tls", "whether mails leave the machine without TLS", MailChecks::tls),
                new Check(
                        "registration", "whether new users must confirm their mail address", MailChecks::registration));
    }

    private static Finding outbox(Installation installation) {
        return switch (installation.settings().get(MailSettings.OUTBOX)) {
            case LOG_INSECURE ->
                Finding.danger(
                        "Links for new passwords are in the log: anyone who reads it can take over any account.",
                        "Set mail.outbox to smtp.");
            case FILE ->
                Finding.notice(
                        "Mails go to files in the data folder.",
                        "Set mail.outbox to smtp, unless another program sends them.");
            case NONE, SMTP, APPLICATION -> Finding.ok("Mails are not kept in files or in the log.");
        };
    }

    private static Finding tls(Installation installation) {
        return installation.settings().get(MailSettings.OUTBOX) == OutboxKind.SMTP
                        && installation.settings().get(MailSettings.SMTP_TLS) == SmtpTls.NONE_INSECURE
                ? Finding.warning(
                        "Mails, and the links for new passwords in them, go to the mail server without TLS.",
                        "Set mail.smtp.tls to starttls-required or tls, unless the mail server is on this machine.")
                : Finding.ok("Mails do not go to a mail server without TLS.");
    }

    private static Finding registration(Installation installation) {
        boolean open = installation.config().registration().enabled();
        return open && installation.config().registration().confirmLink() == null
                ? Finding.warning(
                        "Anyone can register with any mail address.",
                        "Set mail.outbox, and registration.confirm-mail to true.")
                : Finding.ok(open ? "New users confirm their mail address." : "Nobody can register.");
    }
}
