package dev.keycard.mail;

import dev.keycard.api.Internal;
import dev.keycard.message.Languages;
import dev.keycard.message.MessageKey;
import dev.keycard.message.Translator;
import dev.keycard.user.User;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes mails in one language. Mails contain no text of unauthenticated clients: otherwise anyone could send any text to
 * anyone from the address of this site. Thread-safe.
 */
@Internal
public final class MailTexts {

    /** No dots, colons or slashes, which mail programs turn into links. */
    private static final Pattern HARMLESS = Pattern.compile("[\\p{L}\\p{N}_-]{1,40}");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Translator translator;

    private MailTexts(Translator translator) {
        this.translator = translator;
    }

    /** The texts in the best fitting language, chosen as for answers. */
    public static MailTexts in(Languages languages, @Nullable String acceptLanguage) {
        return new MailTexts(languages.choose(acceptLanguage));
    }

    /** The mail with a link to set a new password. */
    public Mail passwordReset(String to, String username, String link) {
        return new Mail(
                to,
                translator.say(MessageKey.MAIL_RESET_SUBJECT.with()),
                translator.say(MessageKey.MAIL_RESET_TEXT.with(named(username), link)));
    }

    /**
     * The mail with links to set new passwords, for users who share an address.
     *
     * @param links by the names of the users, in the order in which they are listed
     */
    public Mail passwordResets(String to, Map<String, String> links) {
        String list = links.entrySet().stream()
                .map(entry -> listed(entry.getKey()) + entry.getValue())
                .collect(Collectors.joining("\n\n"));
        return new Mail(
                to,
                translator.say(MessageKey.MAIL_RESET_SUBJECT.with()),
                translator.say(MessageKey.MAIL_RESETS_TEXT.with(list)));
    }

    private static String listed(String username) {
        return HARMLESS.matcher(username).matches() ? username + "\n" : "";
    }

    /** The mail with a link to complete a registration. */
    public Mail registration(String to, String link) {
        return new Mail(
                to,
                translator.say(MessageKey.MAIL_REGISTER_SUBJECT.with()),
                translator.say(MessageKey.MAIL_REGISTER_TEXT.with(link)));
    }

    /** The mail with a link to confirm a new address of a user, sent to that address. */
    public Mail mailChangeConfirm(String to, String link) {
        return new Mail(
                to,
                translator.say(MessageKey.MAIL_CHANGE_CONFIRM_SUBJECT.with()),
                translator.say(MessageKey.MAIL_CHANGE_CONFIRM_TEXT.with(link)));
    }

    /** The mail about a requested change of the address, with a link to undo it, sent to the present address. */
    public Mail mailChangeAsked(String to, String username, String link) {
        return new Mail(
                to,
                translator.say(MessageKey.MAIL_CHANGE_ASKED_SUBJECT.with()),
                translator.say(MessageKey.MAIL_CHANGE_ASKED_TEXT.with(named(username), link)));
    }

    /** The notice of an event of a user's account. */
    public Mail notice(User user, MessageKey subject, MessageKey text, Instant at, String address) {
        return new Mail(
                user.email(),
                translator.say(subject.with()),
                translator.say(
                        text.with(named(user.username()), MINUTE.format(at), address.isEmpty() ? "-" : address)));
    }

    /** The notice that more events of one kind happened, and that no further mail about them follows for an hour. */
    public Mail moreNotices(User user, MessageKey subject) {
        return new Mail(
                user.email(),
                translator.say(subject.with()),
                translator.say(MessageKey.NOTICE_MORE_TEXT.with(named(user.username()))));
    }

    private static String named(String username) {
        return HARMLESS.matcher(username).matches() ? " " + username : "";
    }
}
