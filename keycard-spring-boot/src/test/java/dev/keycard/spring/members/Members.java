package dev.keycard.spring.members;

import dev.keycard.id.UserId;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class Members implements UserDirectory {

    private final MemberRepository members;

    Members(MemberRepository members) {
        this.members = members;
    }

    @Override
    public Optional<User> find(UserId id) {
        return id.uuid().flatMap(members::findById).map(Members::user);
    }

    @Override
    public Optional<User> findByName(String name) {
        return members.findByMail(name.toLowerCase(Locale.ROOT)).map(Members::user);
    }

    @Override
    public Optional<String> passwordHash(UserId id) {
        return id.uuid().flatMap(members::findById).map(Member::hash);
    }

    @Override
    public boolean replaceHash(UserId id, String expected, String replacement) {
        return members.replaceHash(id.uuid().orElseThrow(), expected, replacement) == 1;
    }

    private static User user(Member member) {
        return User.named(UserId.of(member.id()), member.mail())
                .withRoles(member.plan(), Set.of("member"))
                .withActive(!member.blocked());
    }
}
