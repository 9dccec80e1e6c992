package dev.keycard.faults.journal;

/** What nodes promise whatever fails. */
public enum Rule {
    REVOKED_REFRESHED("a refresh token was exchanged after the acknowledged end of its login"),
    REVOKED_ACCEPTED("a credential was accepted after its acknowledged end, later than nodes may need to learn of it"),
    TWO_SUCCESSORS("a refresh token has two successors"),
    REPLACED_REFRESHED("a refresh token was exchanged after its successor was exchanged"),
    WRONG_USER("a client was taken for another user"),
    WRONG_PASSWORD("a password was accepted that was not the user's, or the user was deactivated"),
    REFUSED_WITHOUT_CAUSE("a credential was refused that nothing had ended"),
    PASSWORD_REFUSED("the right password of an active user was refused"),
    LOST_WRITE("an acknowledged change is not there"),
    UNEXPECTED_ANSWER("an answer that no fault explains"),
    NOT_RECOVERED("right credentials did not work again soon enough after the fault");

    private final String sentence;

    Rule(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public String toString() {
        return name() + ": " + sentence;
    }
}
