package dev.keycard.spring.test;

import dev.keycard.Keycard;
import dev.keycard.spring.autoconfigure.ApplicationUsers;
import dev.keycard.user.DirectoryUsers;
import dev.keycard.user.StoredPassword;
import dev.keycard.user.User;
import org.springframework.beans.factory.BeanFactory;

/** Finds users whom the application keeps. Stateless. */
final class DirectoryLookup {

    private DirectoryLookup() {}

    /** The user with their account, which is begun as by a sign-in. */
    static User user(BeanFactory beans, Keycard engine, String username) {
        DirectoryUsers users = new DirectoryUsers(
                beans.getBean(ApplicationUsers.class).directory(),
                engine.stores().accounts());
        User found = users.passwordOf(username)
                .map(StoredPassword::user)
                .orElseThrow(
                        () -> new IllegalStateException("the users of this application come from its own directory,"
                                + " which has no user " + username + ": make one there"));
        users.beginAccount(found);
        return users.find(found.id()).orElse(found);
    }
}
