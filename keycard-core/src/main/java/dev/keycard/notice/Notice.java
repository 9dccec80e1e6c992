package dev.keycard.notice;

import dev.keycard.audit.AuthEvent;
import dev.keycard.message.MessageKey;
import java.util.Optional;

/** The kinds of notices by mail. Each can be switched off. */
public enum Notice {
    /** An API token was made for their account, or replaced. */
    API_TOKEN(MessageKey.NOTICE_API_TOKEN_SUBJECT, MessageKey.NOTICE_API_TOKEN_TEXT),
    /** Their password was changed. */
    PASSWORD(MessageKey.NOTICE_PASSWORD_SUBJECT, MessageKey.NOTICE_PASSWORD_TEXT),
    /** Their password was used from an address that is not familiar. */
    SIGN_IN(MessageKey.NOTICE_SIGN_IN_SUBJECT, MessageKey.NOTICE_SIGN_IN_TEXT);

    private final MessageKey subject;
    private final MessageKey text;

    Notice(MessageKey subject, MessageKey text) {
        this.subject = subject;
        this.text = text;
    }

    /** The subject of the mail. */
    public MessageKey subject() {
        return subject;
    }

    /** The text of the mail. Its arguments are a blank and the user's name or nothing, the time, and the client's address. */
    public MessageKey text() {
        return text;
    }

    /** The notice about an event for its user; empty if there is none. */
    static Optional<Notice> of(AuthEvent event) {
        if (event instanceof AuthEvent.ApiTokenCreated || event instanceof AuthEvent.ApiTokenRotated) {
            return Optional.of(API_TOKEN);
        }
        if (event instanceof AuthEvent.PasswordChanged) {
            return Optional.of(PASSWORD);
        }
        return event instanceof AuthEvent.UnfamiliarSignIn ? Optional.of(SIGN_IN) : Optional.empty();
    }
}
