package dev.keycard.mail;

import dev.keycard.message.Languages;
import dev.keycard.message.Text;
import dev.keycard.message.Voice;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mails that are sent, in one language. What strangers typed is kept out of them: otherwise anyone could have any text sent
 * to anyone, from this site's own address. Thread-safe.
 */
public final class MailTexts {

    /** No dots, colons or slashes, of which mail programs make links. */
    private static final Pattern HARMLESS = Pattern.compile("[\\p{L}\\p{N}_-]{1,40}");

    private final Voice voice;

    private MailTexts(Voice voice) {
        this.voice = voice;
    }

    /** The texts in the language that fits best, as for answers. */
    public static MailTexts in(Languages languages, @Nullable String acceptLanguage) {
        return new MailTexts(languages.choose(acceptLanguage));
    }

    /** The way to a new password. */
    public Mail passwordReset(String to, String username, String link) {
        return new Mail(
                to,
                voice.say(Text.MAIL_RESET_SUBJECT.with()),
                voice.say(Text.MAIL_RESET_TEXT.with(named(username), link)));
    }

    /** The way to complete a registration. */
    public Mail registration(String to, String link) {
        return new Mail(
                to, voice.say(Text.MAIL_REGISTER_SUBJECT.with()), voice.say(Text.MAIL_REGISTER_TEXT.with(link)));
    }

    private static String named(String username) {
        return HARMLESS.matcher(username).matches() ? " " + username : "";
    }
}
