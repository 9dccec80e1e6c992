package dev.keycard.web.staff;

import static java.util.Objects.requireNonNull;

import dev.keycard.account.RecentProof;
import dev.keycard.http.ApiError;
import dev.keycard.http.Bodies;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Fields;
import dev.keycard.http.Response;
import dev.keycard.login.Logins;
import dev.keycard.message.MessageKey;
import dev.keycard.password.HashingResult;
import dev.keycard.password.PasswordOwner;
import dev.keycard.password.Passwords;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.signin.HashingCallers;
import dev.keycard.staff.StaffRules;
import dev.keycard.user.LastSuperuserException;
import dev.keycard.user.NameReservedException;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserFilter;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import dev.keycard.user.UsernameTakenException;
import dev.keycard.web.password.PasswordProblems;
import dev.keycard.web.user.UserJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/admin/users/}: everyone's accounts. How far each of the staff may go, {@link StaffRules} say, in the transaction of
 * what they do. Thread-safe.
 */
final class StaffUsers {

    private static final String ALL = "/api/admin/users/";
    /** The password of whoever acts; {@code password} is that of the user whom they act upon. */
    private static final String OWN_PASSWORD = "your_password";

    private static final String ONE = "/api/admin/users/{id}/";

    private final UserStore users;
    private final Logins logins;
    private final Passwords passwords;
    private final RecentProof proof;
    private final StaffRules rules;
    private final Listing listing;
    private final InstantSource clock;

    StaffUsers(StaffEndpoints.Parts parts, StaffRules rules, Listing listing, InstantSource clock) {
        this.users = parts.users();
        this.logins = parts.logins();
        this.passwords = parts.passwords();
        this.proof = parts.proof();
        this.rules = rules;
        this.listing = listing;
        this.clock = clock;
    }

    List<Route> routes(StaffRoutes routes) {
        return List.of(
                routes.of("admin-users", "GET", ALL, this::list),
                routes.of("admin-users", "POST", ALL, this::create),
                routes.of("admin-user", "GET", ONE, this::show),
                routes.of("admin-user", "PATCH", ONE, this::change),
                routes.of("admin-user", "DELETE", ONE, this::delete),
                routes.of("admin-user-logout", "POST", "/api/admin/users/{id}/logout/", this::endLogins));
    }

    private Response list(Call call) {
        ListRequest wanted = ListRequest.of(call.request());
        UserFilter filter = UserFilter.of(wanted.filter("search").orElse(""), wanted.flag("active"));
        return listing.users(wanted, users.search(filter, wanted.oldestFirst()), StaffUsers::describe);
    }

    private Response create(Call call) {
        Fields fields = Bodies.json(call.request());
        UserForm form = UserForm.read(fields);
        if (fields.raw("username").isEmpty()) {
            fields.problem("username", MessageKey.FIELD_NEEDED);
        }
        fields.check();
        Username name = requireNonNull(form.username());
        if (form.makesCredential()) {
            proof.requireOfStaff(call, fields, OWN_PASSWORD);
        }
        NewUser unhashed = draft(name, "", form);
        var owner = new PasswordOwner(name.text(), unhashed.email(), unhashed.firstName(), unhashed.lastName());
        String hash = hash(call, form.password(), owner);
        NewUser draft = draft(name, hash == null ? "" : hash, form);
        User created = naming(() -> users.create(draft, rules.owning(), call.auditContext(clock)));
        return Response.json(201, describe(created));
    }

    /** What the form leaves open is as for users who register: active, and without any rights. */
    private static NewUser draft(Username name, String hash, UserForm form) {
        User blank =
                new User(0, name.text(), "", "", "", true, false, false, "", Set.of(), 0, Instant.EPOCH, Instant.EPOCH);
        User wished = form.change().applyTo(blank);
        return new NewUser(
                name,
                hash,
                wished.email(),
                wished.firstName(),
                wished.lastName(),
                wished.active(),
                wished.staff(),
                wished.superuser(),
                wished.tier(),
                wished.roles(),
                !wished.email().isEmpty());
    }

    private Response show(Call call) {
        return Response.json(200, describe(user(call)));
    }

    private Response change(Call call) {
        User user = user(call);
        Fields fields = Bodies.json(call.request());
        UserForm form = UserForm.read(fields);
        boolean keepApiTokens = fields.flag("keep_api_tokens");
        fields.check();
        UserEdit draft = new UserEdit(form.change(), form.username(), null);
        // Before the hash, which takes its time; and again in the transaction, which decides.
        rules.editing(form.password() != null).check(call.user(), user, draft.applyTo(user));
        User wished = draft.applyTo(user);
        if (form.makesCredential() || form.opens(user)) {
            proof.requireOfStaff(call, fields, OWN_PASSWORD);
        }
        String hash = hash(call, form.password(), wished.passwordOwner());
        // A form that is sent back as it was vouches for nothing.
        UserEdit edit = new UserEdit(form.change(), form.username(), hash, form.changesAddress(user), keepApiTokens);
        User changed = naming(() -> users.edit(user.id(), edit, rules.editing(hash != null), call.auditContext(clock)))
                .orElseThrow(StaffUsers::unknown);
        return Response.json(200, describe(changed));
    }

    private Response delete(Call call) {
        User user = user(call);
        if (!naming(() -> users.delete(user.id(), rules.owning(), call.auditContext(clock)))) {
            throw unknown();
        }
        return Response.noContent();
    }

    private Response endLogins(Call call) {
        logins.endAllByStaff(user(call).id(), rules.touching(), call.auditContext(clock));
        return Response.noContent();
    }

    private User user(Call call) {
        return UserId.parse(call.variable("id")).flatMap(users::find).orElseThrow(StaffUsers::unknown);
    }

    private @Nullable String hash(Call call, @Nullable String password, PasswordOwner owner) {
        if (password == null) {
            return null;
        }
        // The member of staff is who asks for it, whomever it is for.
        var caller = HashingCallers.of(call.user().username(), call.request());
        HashingResult hashing = passwords.hashNew(password, owner, caller);
        if (hashing instanceof HashingResult.Hashed hashed) {
            return hashed.hash();
        }
        throw hashing instanceof HashingResult.Busy busy
                ? ApiError.retryAfter(ErrorCode.UNAVAILABLE, busy.retryAfter())
                : PasswordProblems.refusal("password", ((HashingResult.Rejected) hashing).problems());
    }

    private static <T> T naming(Supplier<T> act) {
        try {
            return act.get();
        } catch (UsernameTakenException taken) {
            throw ApiError.invalid("username", MessageKey.USERNAME_TAKEN);
        } catch (NameReservedException reserved) {
            throw new ApiError(ErrorCode.NAME_RESERVED);
        } catch (LastSuperuserException last) {
            throw ApiError.invalid("non_field_errors", MessageKey.LAST_SUPERUSER);
        }
    }

    private static ApiError unknown() {
        return new ApiError(ErrorCode.NOT_FOUND);
    }

    private static ObjectNode describe(User user) {
        return UserJson.of(user)
                .put("is_active", user.active())
                .put("is_staff", user.staff())
                .put("is_superuser", user.superuser())
                .put("created", user.createdAt().toString());
    }
}
