package dev.keycard.account;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.http.ApiError;
import dev.keycard.http.Bodies;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Fields;
import dev.keycard.http.Response;
import dev.keycard.permission.Permission;
import dev.keycard.route.Call;
import dev.keycard.route.Route;
import dev.keycard.user.ProfileFields;
import dev.keycard.user.Profiles;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserStore;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code /api/profile/}: what users see and may change of themselves. Only the three fields named here are read from a body;
 * others are passed over, so nobody makes themselves staff. Thread-safe.
 */
public final class ProfileEndpoints {

    private final UserStore users;
    private final Profiles profiles;
    private final RecentProof proof;
    private final Permission reading;
    private final Permission changing;
    private final InstantSource clock;

    public ProfileEndpoints(
            UserStore users,
            Profiles profiles,
            RecentProof proof,
            Permission reading,
            Permission changing,
            InstantSource clock) {
        this.users = users;
        this.profiles = profiles;
        this.proof = proof;
        this.reading = reading;
        this.changing = changing;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.guarded("profile", "GET", "/api/profile/", reading, this::show)
                        .fromMemory(),
                Route.guarded("profile", "PATCH", "/api/profile/", changing, this::change));
    }

    private Response show(Call call) {
        return profiles.show(call.user());
    }

    private Response change(Call call) {
        Fields fields = Bodies.json(call.request());
        String email = ProfileFields.email(fields);
        UserChange change = UserChange.ofProfile(
                email, ProfileFields.name(fields, "first_name"), ProfileFields.name(fields, "last_name"));
        fields.check();
        if (email != null && !email.equals(call.user().email())) {
            requireProof(call, fields);
        }
        User changed = users.update(call.user().id(), change, call.occasion(clock))
                .orElseThrow(() -> new ApiError(ErrorCode.USER_NOT_FOUND));
        return profiles.show(changed);
    }

    private void requireProof(Call call, Fields fields) {
        if (isLimited(call.signedIn())) {
            throw new ApiError(ErrorCode.PERMISSION_DENIED);
        }
        proof.require(call, fields);
    }

    /** A link to a new password goes to the mail address: with another one, a limited token would open the whole account. */
    private static boolean isLimited(AuthenticatedPrincipal caller) {
        return caller.credential() instanceof Credential.ApiToken token
                && !token.scopes().isEmpty();
    }
}
