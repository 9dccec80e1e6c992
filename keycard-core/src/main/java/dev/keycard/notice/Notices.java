package dev.keycard.notice;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.AuthEventListener;
import dev.keycard.id.UserId;
import dev.keycard.mail.DeferredWork;
import dev.keycard.mail.MailTexts;
import dev.keycard.mail.Outbox;
import dev.keycard.message.Languages;
import dev.keycard.throttle.Counters;
import dev.keycard.throttle.Rate;
import dev.keycard.user.EmailAddress;
import dev.keycard.user.User;
import dev.keycard.user.UserLookup;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notifies users by mail of events of their account, at their confirmed address. An event is only queued, so no answer waits.
 * Acts are {@linkplain #take taken}, so that of several engines over one database one mails; observations belong to the engine
 * that made them. Each user gets three mails of a kind in an hour, and then one that says that more events happened; further
 * mails of that kind are dropped, while other kinds are still sent. A mail has the time and the address of the client, and
 * contains no secret and no link. Thread-safe.
 */
@Internal
public final class Notices implements AuthEventListener, AutoCloseable {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Rate SINGLE = new Rate(3, HOUR);
    private static final Rate SUMMARY = new Rate(1, HOUR);

    private final UserLookup users;
    private final Outbox outbox;
    private final Set<Notice> wanted;
    private final Counters counters;
    private final DeferredWork queue = new DeferredWork("keycard-notice");
    private final Languages languages = new Languages();

    /**
     * @param wanted the notices that are switched on
     * @param counters counts the mails of each user
     */
    public Notices(UserLookup users, Outbox outbox, Set<Notice> wanted, Counters counters) {
        this.users = users;
        this.outbox = outbox;
        this.wanted = Set.copyOf(wanted);
        this.counters = counters;
    }

    /** Receives an observation, which no other engine has. */
    @Override
    public void on(AuthEvent event) {
        if (event instanceof AuthEvent.Observation) {
            take(event);
        }
    }

    /** Takes over to mail about an event; false if it is no news for a user, or that kind of news is off. */
    public boolean take(AuthEvent event) {
        UserId userId = event.userId();
        Optional<Notice> news =
                userId == null ? Optional.empty() : Notice.of(event).filter(wanted::contains);
        news.ifPresent(notice -> queue.add(() -> tell(notice, Objects.requireNonNull(userId), event.context())));
        return news.isPresent();
    }

    private void tell(Notice notice, UserId userId, AuditContext context) {
        users.find(userId).filter(Notices::isReachable).ifPresent(user -> send(notice, user, context));
    }

    private static boolean isReachable(User user) {
        return user.active() && user.emailState().confirmed() && EmailAddress.isDeliverable(user.email());
    }

    private void send(Notice notice, User user, AuditContext context) {
        MailTexts texts = MailTexts.in(languages, language(user, context));
        String key = "notice-" + notice + "/" + user.id();
        if (counters.take(key, SINGLE).taken()) {
            outbox.offerSpare(texts.notice(user, notice.subject(), notice.text(), context.at(), context.address()));
        } else if (counters.take(key + "/more", SUMMARY).taken()) {
            outbox.offerSpare(texts.moreNotices(user, notice.subject()));
        }
    }

    /** The language of the request, if the user made it; the language of staff says nothing about the user. */
    private static @Nullable String language(User user, AuditContext context) {
        UserId actor = context.actorId();
        return actor == null || Objects.equals(actor, user.id()) ? context.acceptLanguage() : null;
    }

    /** Accepts no more events; finishes queued ones if that takes a few seconds at most. */
    @Override
    public void close() {
        queue.close();
    }
}
