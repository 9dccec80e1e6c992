package dev.keycard.mail;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template of a link with a token. It comes only from the configuration: a link made from a request's Host header would send
 * the token to an attacker who set that header. Immutable.
 */
public final class LinkTemplate {

    private static final String ORIGIN = "{public-url}";
    private static final String TOKEN = "{token}";
    private static final Pattern FORM = Pattern.compile("https?://[^\\s{}\\p{C}]+\\{token}[^\\s{}\\p{C}]*");

    private final String template;

    private LinkTemplate(String template) {
        this.template = template;
    }

    /**
     * Reads a template such as <code>{public-url}/reset#token={token}</code>.
     *
     * @param setting the name of the setting, for messages
     * @param publicOrigin the replacement of <code>{public-url}</code>; null if it is not known
     * @throws IllegalArgumentException if the origin is needed and not known, or the text is not a link with one token
     */
    public static LinkTemplate of(String setting, String text, @Nullable String publicOrigin) {
        if (text.startsWith(ORIGIN) && publicOrigin == null) {
            throw new IllegalArgumentException(
                    setting + " is a link to {public-url}: set server.public-url, because links"
                            + " in mails are never taken from a request");
        }
        String template = text.startsWith(ORIGIN) ? publicOrigin + text.substring(ORIGIN.length()) : text;
        if (!FORM.matcher(template).matches()) {
            throw new IllegalArgumentException(
                    setting + " must be a link that holds {token} once, such as {public-url}/page#token={token}");
        }
        return new LinkTemplate(template);
    }

    /** The link with that token, which is base64url and needs no escaping. */
    public String with(String token) {
        return template.replace(TOKEN, token);
    }

    @Override
    public String toString() {
        return template;
    }
}
