package dev.keycard.spring.users;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says about the users of a service, once each, without their names. Thread-safe. */
final class UserNotes {

    private static final Logger LOG = LoggerFactory.getLogger(UserDetailsDirectory.class);

    private final AtomicBoolean ambiguous = new AtomicBoolean();
    private final AtomicBoolean noId = new AtomicBoolean();
    private final AtomicBoolean mail = new AtomicBoolean();

    void ambiguous() {
        if (!ambiguous.getAndSet(true)) {
            LOG.error(
                    "a user cannot sign in, because the UserDetailsService has different users for forms of the name that"
                            + " differ by case, or blanks around the name: it must return the name as it is stored, not as it was"
                            + " typed; or a UserDetailsMapping bean must give ids that are no names");
        }
    }

    void noId() {
        if (!noId.getAndSet(true)) {
            LOG.warn(
                    "a user cannot sign in, because the name is too long to be an id; a UserDetailsMapping bean can give"
                            + " other ids");
        }
    }

    void idIs(String name) {
        if (name.indexOf('@') >= 0 && !mail.getAndSet(true)) {
            LOG.warn(
                    "mail addresses are the ids of users, and stand in tokens and logs; a UserDetailsMapping bean can give"
                            + " other ids");
        }
    }
}
