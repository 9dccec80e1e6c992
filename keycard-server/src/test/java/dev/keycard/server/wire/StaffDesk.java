package dev.keycard.server.wire;

import dev.keycard.audit.AuditContext;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.util.Set;

/** A server with a superuser, staff who hold one role, and what tests of the staff API ask of it. */
final class StaffDesk implements AutoCloseable {

    static final String USERS = "/api/admin/users/";

    final RunningServer server;
    final User root;
    final User clerk;

    StaffDesk() {
        this(RunningServer.start());
    }

    /** With a server that the desk takes over. */
    StaffDesk(RunningServer server) {
        this.server = server;
        root = server.user("root", draft -> draft.withRights(true, true));
        clerk = server.user("clerk", draft -> withRoles(draft.withRights(true, false), "editor"));
    }

    static NewUser withRoles(NewUser draft, String... roles) {
        return draft.with(user -> user.toBuilder().roles(Set.of(roles)).build());
    }

    static String pathOf(User user) {
        return USERS + user.id() + "/";
    }

    Reply get(User actor, String path) {
        return server.client().get(path).bearer(token(actor)).send();
    }

    Reply post(User actor, String path, String json) {
        return server.client().post(path).bearer(token(actor)).jsonText(json).send();
    }

    Reply patch(User actor, User target, String json) {
        return server.client()
                .patch(pathOf(target))
                .bearer(token(actor))
                .jsonText(json)
                .send();
    }

    Reply delete(User actor, String path) {
        return server.client().delete(path).bearer(token(actor)).send();
    }

    String token(User actor) {
        return server.signIn(reread(actor).username()).access();
    }

    User reread(User user) {
        return server.stores().users().find(user.id()).orElseThrow();
    }

    void promote(User user) {
        UserChange change = UserChange.builder().staff(true).superuser(true).build();
        server.stores()
                .users()
                .update(user.id(), change, AuditContext.at(server.clock().instant()));
    }

    /** An API token for that user, made at their own wish. */
    String apiToken(User user) {
        return server.client()
                .post("/api/tokens/")
                .bearer(token(user))
                .jsonText("{\"name\":\"robot\",\"expires_in\":\"1d\"}")
                .send()
                .expect(201)
                .text("token");
    }

    Reply profile(String authorization) {
        return server.client().get("/api/profile/").authorization(authorization).send();
    }

    @Override
    public void close() {
        server.close();
    }
}
