package dev.keycard.server.cli;

import dev.keycard.Keycard;
import dev.keycard.http.Json;
import dev.keycard.password.PasswordOwner;
import dev.keycard.staff.UserAdministration;
import dev.keycard.staff.UserResult;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.user.NewPassword;
import dev.keycard.user.NewUser;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserEdit;
import dev.keycard.user.UserStore;
import dev.keycard.user.Username;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ArrayNode;

/** {@code keycard user …} */
final class UserCommands {

    private static final String TAKE_RESERVED = "--take-reserved-name";

    private final CommandContext context;
    private final Terminal terminal;
    private final PasswordInput passwords;

    UserCommands(CommandContext context, Terminal terminal) {
        this.context = context;
        this.terminal = terminal;
        this.passwords = new PasswordInput(terminal);
    }

    CommandSpec described() {
        return Group.of(
                "user",
                "Creates, changes and shows users.",
                describeCreate(),
                describeSet(),
                Leaf.of("password", "Sets a user's password and ends all their logins and API tokens.", this::password)
                        .subject("NAME", "The user.")
                        .flag("--keep-api-tokens", "Leave their API tokens alive.")
                        .flag(PasswordInput.STDIN, "Read the password from standard input, one line.")
                        .example("keycard user password ann")
                        .described(),
                Leaf.of("list", "Lists all users.", this::list).json().described(),
                Leaf.of("show", "Shows one user.", this::show)
                        .subject("NAME", "The user.")
                        .json()
                        .described(),
                Leaf.of("delete", "Deletes a user with all their logins and tokens.", this::delete)
                        .subject("NAME", "The user.")
                        .described());
    }

    private CommandSpec describeCreate() {
        return Leaf.of("create", "Creates a user; asks for the password.", this::create)
                .subject("NAME", "The name to sign in with.")
                .value("--email", "E", "The e-mail address of the user.")
                .flag("--staff", "The user may use the staff API.")
                .flag("--superuser", "Has every permission.")
                .flag("--inactive", "The user may not sign in yet.")
                .value("--tier", "T", "The user's tier.")
                .values("--role", "R", "A role of the user; may be given several times.")
                .flag(PasswordInput.STDIN, "Read the password from standard input, one line.")
                .flag(TAKE_RESERVED, "Take the name even if another user had it until recently.")
                .flag("--no-password", "The user cannot sign in with a password until one is set.")
                .json()
                .example("keycard user create ann --email ann@example.org")
                .example("keycard user create robot --no-password --role reader")
                .example("keycard user create bob --staff --password-stdin < secret.txt")
                .described();
    }

    private CommandSpec describeSet() {
        return Leaf.of("set", "Changes a user.", this::set)
                .subject("NAME", "The user.")
                .value("--email", "E", "Another address; empty for none.")
                .flag("--staff", "The user may use the staff API.")
                .flag("--no-staff", "The user may not use the staff API.")
                .flag("--superuser", "Has every permission.")
                .flag("--no-superuser", "The user is no superuser any more.")
                .flag("--active", "May sign in.")
                .flag("--inactive", "The user may not sign in; ends all logins and API tokens.")
                .value("--tier", "T", "Another tier; empty for none.")
                .values("--role", "R", "A further role; may be given several times.")
                .values("--no-role", "R", "A role to take away; may be given several times.")
                .json()
                .example("keycard user set ann --staff --role editor --no-role reader")
                .example("keycard user set bob --inactive")
                .described();
    }

    private void create(Arguments arguments) {
        Username name = CommandContext.username(arguments.subject());
        String email = Objects.requireNonNullElse(Typed.email(arguments), "");
        context.with(arguments, engine -> {
            if (engine.stores().users().findByName(name).isPresent()) {
                throw taken(name.text());
            }
            requireFree(arguments, engine, name);
            NewUser draft = draft(arguments, engine, name, email);
            UserAdministration users = engine.users();
            UserResult result = arguments.has(TAKE_RESERVED)
                    ? users.createWithReservedName(draft, context.operator())
                    : users.create(draft, null, context.operator());
            print(arguments, done(result, name.text()), "Created user ");
        });
    }

    /** Checked before the password is read, and again when the user is created. */
    private void requireFree(Arguments arguments, Keycard engine, Username name) {
        if (!arguments.has(TAKE_RESERVED)
                && engine.stores()
                        .users()
                        .isReserved(name, context.auditContext().at())) {
            throw reserved(name.text());
        }
    }

    private static CommandFailure taken(String name) {
        return new CommandFailure("The user name " + name + " is taken; choose another.");
    }

    private static CommandFailure reserved(String name) {
        return new CommandFailure("The user name " + name + " is reserved: another user had it until recently, and"
                + " services that identify users by name would take the new user for that one. Choose another, or add "
                + TAKE_RESERVED + ".");
    }

    private static User done(UserResult result, String name) {
        if (result instanceof UserResult.Done done) {
            return done.user();
        }
        if (result instanceof UserResult.NameTaken) {
            throw taken(name);
        }
        if (result instanceof UserResult.NameReserved) {
            throw reserved(name);
        }
        throw result instanceof UserResult.LastSuperuser
                ? new CommandFailure(name + " is the last active superuser; make another one first.")
                : gone(name);
    }

    private NewUser draft(Arguments arguments, Keycard engine, Username name, String email) {
        String hash =
                arguments.has("--no-password") ? "" : hash(arguments, engine, PasswordOwner.of(name.text(), email));
        String tier = Objects.requireNonNullElse(Typed.tier(arguments), "");
        return NewUser.named(name, hash)
                .withEmail(email)
                .withConfirmedEmail()
                .withRights(arguments.has("--staff"), arguments.has("--superuser"))
                .with(user -> user.withActive(!arguments.has("--inactive"))
                        .withRoles(tier, Set.copyOf(Typed.roles(arguments))));
    }

    private void set(Arguments arguments) {
        about(arguments, (engine, user) -> {
            UserResult result = engine.users().edit(user.id(), edit(arguments, user), null, context.operator());
            print(arguments, done(result, user.username()), "Changed user ");
        });
    }

    /** An address that the operator gives counts as confirmed. */
    private static UserEdit edit(Arguments arguments, User user) {
        return UserEdit.of(change(arguments, user)).confirmingEmail();
    }

    private static UserChange change(Arguments arguments, User user) {
        return UserChange.builder()
                .email(Typed.email(arguments))
                .active(arguments.toggle("--active", "--inactive"))
                .staff(arguments.toggle("--staff", "--no-staff"))
                .superuser(arguments.toggle("--superuser", "--no-superuser"))
                .tier(Typed.tier(arguments))
                .roles(roles(arguments, user))
                .build();
    }

    private static @Nullable Set<String> roles(Arguments arguments, User user) {
        Set<String> roles = new HashSet<>(user.roles());
        roles.addAll(Typed.roles(arguments));
        arguments.texts("--no-role").forEach(roles::remove);
        return roles.equals(user.roles()) ? null : roles;
    }

    private void password(Arguments arguments) {
        about(arguments, (engine, user) -> {
            UserStore users = engine.stores().users();
            StoredPassword stored = users.passwordOf(user.id()).orElseThrow(() -> gone(user.username()));
            String hash = hash(arguments, engine, user.passwordOwner());
            boolean keepApiTokens = arguments.has("--keep-api-tokens");
            NewPassword wanted = NewPassword.replacing(stored.user(), hash).sparingApiTokens(keepApiTokens);
            if (!users.changePassword(wanted, context.auditContext())) {
                throw new CommandFailure(
                        "The password of " + user.username() + " was changed by someone else meanwhile.");
            }
            terminal.out()
                    .println("Changed the password of " + user.username() + "; all their logins"
                            + (keepApiTokens ? "" : " and API tokens") + " have ended.");
        });
    }

    private String hash(Arguments arguments, Keycard engine, PasswordOwner owner) {
        return engine.passwords().hash(passwords.read(arguments, engine.passwords(), owner));
    }

    private void list(Arguments arguments) {
        context.with(arguments, engine -> {
            if (arguments.has("--json")) {
                ArrayNode all = Json.object().putArray("users");
                forEach(engine.stores().users(), user -> all.add(UserViews.json(user)));
                terminal.out().println(all.toPrettyString());
            } else {
                Table table = UserViews.table();
                forEach(engine.stores().users(), user -> UserViews.row(table, user));
                table.print(terminal.out());
            }
        });
    }

    private static void forEach(UserStore users, Consumer<User> consumer) {
        PageRequest next = PageRequest.first(PageRequest.MAX_LIMIT);
        Page<User> page = users.list(next);
        page.items().forEach(consumer);
        while (page.hasNext()) {
            long last = page.items().get(page.items().size() - 1).id().number().orElseThrow();
            page = users.list(new PageRequest(last, false, PageRequest.MAX_LIMIT));
            page.items().forEach(consumer);
        }
    }

    private void show(Arguments arguments) {
        about(arguments, (engine, user) -> {
            if (arguments.has("--json")) {
                terminal.out().println(UserViews.json(user).toPrettyString());
            } else {
                Table table = UserViews.table();
                UserViews.row(table, user);
                table.print(terminal.out());
            }
        });
    }

    private void delete(Arguments arguments) {
        about(arguments, (engine, user) -> {
            done(engine.users().delete(user.id(), context.operator()), user.username());
            terminal.out().println("Deleted user " + user.username() + ".");
        });
    }

    private void about(Arguments arguments, Work work) {
        context.with(arguments, engine -> work.on(engine, CommandContext.user(engine, arguments.subject())));
    }

    private void print(Arguments arguments, User user, String done) {
        terminal.out()
                .println(
                        arguments.has("--json")
                                ? UserViews.json(user).toPrettyString()
                                : done + user.username() + " (id " + user.id() + ").");
    }

    private static CommandFailure gone(String name) {
        return new CommandFailure("The user " + name + " was deleted meanwhile.");
    }

    /** A change of one user. */
    @FunctionalInterface
    private interface Work {
        void on(Keycard engine, User user);
    }
}
