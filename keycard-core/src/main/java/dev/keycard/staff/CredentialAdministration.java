package dev.keycard.staff;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.login.Login;
import dev.keycard.login.Logins;
import dev.keycard.store.Page;
import dev.keycard.store.TimePageRequest;
import dev.keycard.user.UserGuard;
import dev.keycard.user.UserLookup;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists and ends the logins and API tokens of all users, for staff and for operators. The rules for staff are checked in the
 * transaction of the act. With users of an application's directory, staff cannot act: methods that end something throw an
 * {@link IllegalStateException} for them. Thread-safe; blocks for the store.
 */
public final class CredentialAdministration {

    private final UserLookup users;
    private final Logins logins;
    private final ApiTokens tokens;
    private final @Nullable StaffRules rules;

    /** @param rules for staff; null if users come from a directory, whose rights no rule can read in the transaction */
    @Internal
    public CredentialAdministration(UserLookup users, Logins logins, ApiTokens tokens, @Nullable StaffRules rules) {
        this.users = users;
        this.logins = logins;
        this.tokens = tokens;
        this.rules = rules;
    }

    /** Live logins of a user; of all users if the id is null. */
    public Page<Login> logins(@Nullable UserId userId, TimePageRequest page) {
        return logins.list(userId, page);
    }

    /** Live API tokens of a user, without their secrets; of all users if the id is null. */
    public Page<ApiToken> tokens(@Nullable UserId userId, TimePageRequest page) {
        return tokens.list(userId, page);
    }

    public RevocationResult endLogin(TimeId login, Actor actor) {
        return result(() -> logins.endByStaff(login, guard(actor), actor.context()) ? 1 : 0, false);
    }

    public RevocationResult endToken(TimeId token, Actor actor) {
        return result(() -> tokens.endByStaff(token, guard(actor), actor.context()) ? 1 : 0, false);
    }

    /** Ends all logins of a user, with every access token issued before. */
    public RevocationResult endLogins(UserId userId, Actor actor) {
        return ofUser(userId, () -> logins.endAllByStaff(userId, guard(actor), actor.context()));
    }

    /** Ends all API tokens of a user. */
    public RevocationResult endTokens(UserId userId, Actor actor) {
        return ofUser(userId, () -> tokens.endAllByStaff(userId, guard(actor), actor.context()));
    }

    private UserGuard guard(Actor actor) {
        if (actor instanceof Actor.Operator) {
            return UserGuard.NONE;
        }
        if (rules == null) {
            throw new IllegalStateException(
                    "rules for staff need users that Keycard keeps: check the rights yourself, and act as an operator");
        }
        return rules.touching();
    }

    private RevocationResult ofUser(UserId userId, Supplier<Integer> ending) {
        return users.find(userId).isPresent() ? result(ending, true) : new RevocationResult.NotFound();
    }

    private static RevocationResult result(Supplier<Integer> ending, boolean noneIsFine) {
        try {
            int count = ending.get();
            return count > 0 || noneIsFine ? new RevocationResult.Ended(count) : new RevocationResult.NotFound();
        } catch (StaffRefusedException refused) {
            return new RevocationResult.Refused(refused.refusal());
        }
    }
}
