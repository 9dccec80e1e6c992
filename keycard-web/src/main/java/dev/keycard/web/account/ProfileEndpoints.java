package dev.keycard.web.account;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Response;
import dev.keycard.permission.Permission;
import dev.keycard.route.Call;
import dev.keycard.route.Description;
import dev.keycard.route.Route;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserStore;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Fields;
import dev.keycard.web.user.ProfileFields;
import dev.keycard.web.user.Profiles;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code /api/profile/}: a user's own profile. Only the three fields named here are read from a body; others are ignored, so
 * that users cannot give themselves rights. While a new address is not confirmed, the profile shows the present one, and the
 * new one as {@code pending_email}. Thread-safe.
 */
@Internal
public final class ProfileEndpoints {

    private static final String TAG = "Account";

    private final UserStore users;
    private final Profiles profiles;
    private final EmailChange emailChange;
    private final Permission reading;
    private final Permission changing;
    private final InstantSource clock;

    public ProfileEndpoints(
            UserStore users,
            Profiles profiles,
            EmailChange emailChange,
            Permission reading,
            Permission changing,
            InstantSource clock) {
        this.users = users;
        this.profiles = profiles;
        this.emailChange = emailChange;
        this.reading = reading;
        this.changing = changing;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                showing(),
                Route.guarded("profile", "PATCH", "/api/profile/", changing, this::change)
                        .describedAs(Description.of(TAG, "Change your own profile. Omitted fields are not changed.")
                                .takes("ProfileChange")
                                .answers(
                                        200,
                                        "The profile as it is now. Where there is mail, another address waits for its"
                                                + " confirmation.",
                                        "Profile")
                                .refuses(ErrorCode.REAUTHENTICATION_REQUIRED)));
    }

    Route showing() {
        return Route.guarded("profile", "GET", "/api/profile/", reading, this::show)
                .fromMemory()
                .describedAs(Description.of(TAG, "Show your own profile.").answers(200, "The profile.", "Profile"));
    }

    private Response show(Call call) {
        return profiles.show(call.user());
    }

    private Response change(Call call) {
        Fields fields = Bodies.json(call.request());
        String email = ProfileFields.email(fields);
        String firstName = ProfileFields.name(fields, UserChange.FIRST_NAME);
        String lastName = ProfileFields.name(fields, UserChange.LAST_NAME);
        boolean confirm = fields.flag("confirm_email");
        fields.check();
        boolean atOnce =
                email != null && isAnother(email, confirm, present(call)) && emailChange.begin(call, fields, email);
        UserChange change = UserChange.ofProfile(atOnce ? email : null, firstName, lastName);
        User changed = users.update(call.user().id(), change, call.auditContext(clock))
                .orElseThrow(() -> new ApiError(ErrorCode.USER_NOT_FOUND));
        return profiles.show(changed);
    }

    /** The caller as the store has them: that another node changed the address may not be known here yet. */
    private User present(Call call) {
        return users.find(call.user().id()).orElseThrow(() -> new ApiError(ErrorCode.USER_NOT_FOUND));
    }

    /** @param confirm whether the present address is to be confirmed, if it is not */
    private static boolean isAnother(String email, boolean confirm, User user) {
        boolean unconfirmed = !user.email().isEmpty() && !user.emailState().confirmed();
        return !email.equals(user.email()) || (confirm && unconfirmed);
    }
}
