package dev.keycard.web.staff;

import static java.util.Objects.requireNonNull;

import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.message.MessageKey;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.staff.Actor;
import dev.keycard.staff.CredentialAdministration;
import dev.keycard.staff.StaffRules;
import dev.keycard.staff.UserAdministration;
import dev.keycard.staff.UserResult;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserFilter;
import dev.keycard.user.Username;
import dev.keycard.web.proof.RecentProof;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import dev.keycard.web.user.UserJson;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/admin/users/}: all users. {@link StaffRules} limit what staff may do, in the transaction of the act. Thread-safe.
 */
final class StaffUsers {

    private static final String ALL = "/api/admin/users/";
    /** The password of the staff member; {@code password} is that of the user whom the act is about. */
    private static final String OWN_PASSWORD = "your_password";

    private static final String ONE = "/api/admin/users/{id}/";

    private final UserAdministration users;
    private final CredentialAdministration credentials;
    private final RecentProof proof;
    private final Listing listing;
    private final InstantSource clock;

    StaffUsers(StaffEndpoints.Parts parts, Listing listing, InstantSource clock) {
        this.users = parts.users();
        this.credentials = parts.credentials();
        this.proof = parts.proof();
        this.listing = listing;
        this.clock = clock;
    }

    List<Route> routes(StaffRoutes routes) {
        return List.of(
                routes.of("admin-users", "GET", ALL, this::list)
                        .describedAs(StaffRoutes.words("List or search users. A page of a search may be short and still"
                                        + " have a next.")
                                .asks("Limit", "Cursor", "Search", "Active")
                                .answers(200, "A page of users.", "UserPage")),
                routes.of("admin-users", "POST", ALL, this::create)
                        .describedAs(StaffRoutes.words("Create a user.")
                                .takes("NewUser")
                                .answers(201, "The user.", "StaffUser")
                                .refuses(ErrorCode.NAME_RESERVED, ErrorCode.REAUTHENTICATION_REQUIRED)),
                routes.of("admin-user", "GET", ONE, this::show)
                        .describedAs(StaffRoutes.words("Show a user.")
                                .answers(200, "The user.", "StaffUser")
                                .refuses(ErrorCode.NOT_FOUND)),
                routes.of("admin-user", "PATCH", ONE, this::change)
                        .describedAs(StaffRoutes.words("Change a user. Deactivating them, or a new password, ends all"
                                        + " their logins and API tokens; the tokens survive a new password if"
                                        + " keep_api_tokens is true.")
                                .takes("UserChange")
                                .answers(200, "The user as they are now.", "StaffUser")
                                .refuses(
                                        ErrorCode.NOT_FOUND,
                                        ErrorCode.NAME_RESERVED,
                                        ErrorCode.REAUTHENTICATION_REQUIRED)),
                routes.of("admin-user", "DELETE", ONE, this::delete)
                        .describedAs(StaffRoutes.words("Delete a user with all logins and API tokens.")
                                .done("The user is deleted; the id is never used again.")
                                .refuses(ErrorCode.NOT_FOUND)),
                routes.of("admin-user-logout", "POST", "/api/admin/users/{id}/logout/", this::endLogins)
                        .describedAs(StaffRoutes.words("End all logins of a user.")
                                .done("The logins are ended, with every access token issued before.")
                                .refuses(ErrorCode.NOT_FOUND)));
    }

    private Response list(Call call) {
        ListRequest wanted = ListRequest.of(call.request());
        UserFilter filter = UserFilter.of(wanted.filter("search").orElse(""), wanted.flag("active"));
        return listing.users(wanted, users.search(filter, wanted.oldestFirst()), StaffUsers::describe);
    }

    private Response create(Call call) {
        Fields fields = Bodies.json(call.request());
        UserForm form = UserForm.read(fields);
        if (fields.raw(UserChange.USERNAME).isEmpty()) {
            fields.problem(UserChange.USERNAME, MessageKey.FIELD_NEEDED);
        }
        fields.check();
        if (form.makesCredential()) {
            proof.requireOfStaff(call, fields, OWN_PASSWORD);
        }
        NewUser draft = draft(requireNonNull(form.username()), form);
        return Response.json(201, describe(done(users.create(draft, form.password(), actor(call)))));
    }

    /** Omitted fields are as for users who register: active, without rights. */
    private static NewUser draft(Username name, UserForm form) {
        return NewUser.named(name).with(form.change()::applyTo).withConfirmedEmail();
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
        // A form that repeats the present address does not confirm it.
        UserEdit edit = new UserEdit(form.change(), form.username(), null, form.changesAddress(user), keepApiTokens);
        Actor actor = actor(call);
        // Checked before the proof is required and the password is hashed; checked again in the transaction.
        users.refusal(user, edit, form.password() != null, actor).ifPresent(refusal -> {
            throw StaffRefusals.of(refusal);
        });
        if (form.makesCredential() || form.opens(user)) {
            proof.requireOfStaff(call, fields, OWN_PASSWORD);
        }
        return Response.json(200, describe(done(users.edit(user.id(), edit, form.password(), actor))));
    }

    private Response delete(Call call) {
        done(users.delete(user(call).id(), actor(call)));
        return Response.noContent();
    }

    private Response endLogins(Call call) {
        return StaffRefusals.answer(credentials.endLogins(user(call).id(), actor(call)));
    }

    private Actor actor(Call call) {
        return new Actor.Staff(call.user(), call.auditContext(clock));
    }

    private User user(Call call) {
        return UserIds.parse(call.variable("id")).flatMap(users::find).orElseThrow(StaffRefusals::unknown);
    }

    private static User done(UserResult result) {
        if (result instanceof UserResult.Done done) {
            return done.user();
        }
        throw StaffRefusals.of(result);
    }

    private static ObjectNode describe(User user) {
        return UserJson.withRights(user).put("created", user.createdAt().toString());
    }
}
