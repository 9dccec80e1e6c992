package dev.keycard.spring.members;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** A row of the application. */
@Entity
public class Member {

    @Id
    private UUID id;

    private String mail;
    private String hash;
    private String plan;
    private boolean blocked;

    @SuppressWarnings("NullAway.Init") // JPA sets the fields
    protected Member() {}

    public Member(UUID id, String mail, String hash, String plan) {
        this.id = id;
        this.mail = mail;
        this.hash = hash;
        this.plan = plan;
    }

    public UUID id() {
        return id;
    }

    public String mail() {
        return mail;
    }

    public String hash() {
        return hash;
    }

    public String plan() {
        return plan;
    }

    public boolean blocked() {
        return blocked;
    }
}
