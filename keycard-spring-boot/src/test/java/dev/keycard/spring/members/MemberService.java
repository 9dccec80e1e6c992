package dev.keycard.spring.members;

import dev.keycard.Keycard;
import dev.keycard.id.UserId;
import java.util.UUID;
import org.springframework.stereotype.Service;

@Service
public class MemberService {

    private final MemberRepository members;
    private final Keycard keycard;

    MemberService(MemberRepository members, Keycard keycard) {
        this.members = members;
        this.keycard = keycard;
    }

    public void block(UUID id) {
        members.block(id, true); // is committed when it returns
        keycard.accounts().suspend(UserId.of(id));
    }

    public void unblock(UUID id) {
        members.block(id, false);
        keycard.accounts().resume(UserId.of(id));
        keycard.accounts().userChanged(UserId.of(id));
    }

    public void upgrade(UUID id, String plan) {
        members.changePlan(id, plan);
        keycard.accounts().userChanged(UserId.of(id));
    }

    public void delete(UUID id) {
        members.deleteById(id);
        keycard.accounts().userDeleted(UserId.of(id));
    }
}
