package dev.keycard.faults.journal;

import static dev.keycard.faults.journal.Story.ANN;
import static dev.keycard.faults.journal.Story.BEN;
import static dev.keycard.faults.journal.Story.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.faults.journal.Story.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalCheckerTest {

    private static final Answer DONE = Answer.of(204);
    private static final Answer REFUSED = Answer.of(401);
    private static final Answer UNAVAILABLE = Answer.of(503);

    private final Story story = new Story();

    @Test
    void ordinaryDay_breaksNothing() {
        Pair first = story.signIn(0, ANN);
        Pair second = story.refresh(1, first);
        story.use(0, second.access(), 200);
        story.use(1, story.apiToken(0, second), 200);
        story.add(1, new Act.EndLogin(second.refresh()), DONE);
        story.add(0, new Act.Refresh(second.refresh()), REFUSED);
        story.later(1_000).use(0, second.access(), 401);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void refreshAfterAcknowledgedEnd_onAnotherNode() {
        Pair pair = story.signIn(0, ANN);
        story.add(0, new Act.EndLogin(pair.refresh()), DONE);
        story.refresh(1, pair);

        assertThat(story.violations()).containsExactly(Rule.REVOKED_REFRESHED);
    }

    @Test
    void refreshAfterUnacknowledgedEnd_isPossible() {
        Pair pair = story.signIn(0, ANN);
        story.add(0, new Act.EndLogin(pair.refresh()), UNAVAILABLE);
        Pair next = story.refresh(1, pair);
        story.add(0, new Act.Refresh(next.refresh()), REFUSED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void refreshBesideTheEnd_isPossible() {
        Pair pair = story.signIn(0, ANN);
        long start = story.now();
        story.add(0, new Act.EndLogin(pair.refresh()), DONE, 50);
        story.later(start / Story.MILLISECOND - story.now() / Story.MILLISECOND + 20);
        story.refresh(1, pair);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void accessAfterAcknowledgedEnd_onTheSameNode_atOnce() {
        Pair pair = story.signIn(0, ANN);
        story.add(0, new Act.EndLogin(pair.refresh()), DONE);
        story.use(1, pair.access(), 200);
        story.use(0, pair.access(), 200);

        assertThat(story.violations()).containsExactly(Rule.REVOKED_ACCEPTED);
    }

    @Test
    void accessAfterAcknowledgedEnd_onAnotherNode_whenItMustBeKnown() {
        Pair pair = story.signIn(0, ANN);
        story.add(0, new Act.EndLogin(pair.refresh()), DONE);
        story.later(950).use(1, pair.access(), 200);
        story.later(50).use(1, pair.access(), 200);

        assertThat(story.violations()).containsExactly(Rule.REVOKED_ACCEPTED);
    }

    @Test
    void deactivation_endsEverythingOfTheUser_alsoAfterReactivation() {
        Pair ann = story.signIn(0, ANN);
        Pair ben = story.signIn(0, BEN);
        Credential token = story.apiToken(0, ann);
        story.add(0, new Act.SetActive(ANN, false), Answer.of(200));
        story.add(0, new Act.SetActive(ANN, true), Answer.of(200));
        story.later(1_001).use(1, token, 200);
        story.refresh(1, ben);
        story.refresh(1, ann);

        assertThat(story.violations()).containsExactly(Rule.REVOKED_ACCEPTED, Rule.REVOKED_REFRESHED);
    }

    @Test
    void passwordChange_endsOtherLogins_andNoApiTokens() {
        Pair mine = story.signIn(0, ANN);
        Pair other = story.signIn(1, ANN);
        Credential token = story.apiToken(0, mine);
        story.add(0, new Act.ChangePassword(mine.access(), PASSWORD, "second"), DONE);
        story.refresh(1, mine);
        story.later(1_000).use(1, token, 200);
        story.refresh(1, other);

        assertThat(story.violations()).containsExactly(Rule.REVOKED_REFRESHED);
    }

    @Test
    void formerPassword_afterAcknowledgedChange() {
        Pair pair = story.signIn(0, ANN);
        story.add(0, new Act.ChangePassword(pair.access(), PASSWORD, "second"), DONE);
        story.signIn(1, ANN);

        assertThat(story.violations()).containsExactly(Rule.WRONG_PASSWORD);
    }

    @Test
    void eitherPassword_afterUnacknowledgedChange() {
        Pair pair = story.signIn(0, ANN);
        story.add(0, new Act.ChangePassword(pair.access(), PASSWORD, "second"), Answer.LOST);
        story.signIn(1, ANN);
        story.add(1, new Act.SignIn(ANN, PASSWORD), REFUSED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void rightPassword_refused() {
        story.add(0, new Act.SignIn(ANN, PASSWORD), REFUSED);
        story.add(0, new Act.OpenSession(BEN, PASSWORD), REFUSED);

        assertThat(story.violations()).containsExactly(Rule.PASSWORD_REFUSED, Rule.PASSWORD_REFUSED);
    }

    @Test
    void deactivatedUser_isRefused_andNeverLetIn() {
        story.add(0, new Act.SetActive(ANN, false), Answer.of(200));
        story.add(1, new Act.SignIn(ANN, PASSWORD), REFUSED);
        story.signIn(1, ANN);

        assertThat(story.violations()).containsExactly(Rule.WRONG_PASSWORD);
    }

    @Test
    void oneTokenExchangedForTwo() {
        Pair pair = story.signIn(0, ANN);
        story.refresh(0, pair);
        story.refresh(1, pair);

        assertThat(story.violations()).containsExactly(Rule.TWO_SUCCESSORS);
    }

    @Test
    void sameSuccessorTwice_isARetry() {
        Pair pair = story.signIn(0, ANN);
        Pair next = story.successor(pair);
        story.add(0, new Act.Refresh(pair.refresh()), next.answer());
        story.add(1, new Act.Refresh(pair.refresh()), next.answer());

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void replacedToken_exchangedAfterItsSuccessor() {
        Pair first = story.signIn(0, ANN);
        Pair second = story.refresh(0, first);
        story.refresh(0, second);
        story.add(1, new Act.Refresh(first.refresh()), second.answer());

        assertThat(story.violations()).containsExactly(Rule.REPLACED_REFRESHED);
    }

    @Test
    void replacedToken_refused_endsTheLogin() {
        Pair first = story.signIn(0, ANN);
        Pair second = story.refresh(0, first);
        Pair third = story.refresh(0, second);
        story.add(1, new Act.Refresh(first.refresh()), REFUSED);
        story.refresh(0, third);

        assertThat(story.violations()).containsExactly(Rule.REVOKED_REFRESHED);
    }

    @Test
    void unansweredRefresh_handledLate_mayEndTheLogin() {
        Pair first = story.signIn(0, ANN);
        story.add(0, new Act.Refresh(first.refresh()), Answer.LOST);
        Pair second = story.refresh(1, first);
        Pair third = story.refresh(1, second);
        story.add(1, new Act.Refresh(third.refresh()), REFUSED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void acknowledgedRefresh_lost() {
        Pair first = story.signIn(0, ANN);
        Pair second = story.refresh(0, first);
        story.add(1, new Act.Refresh(second.refresh()), REFUSED);

        assertThat(story.violations()).containsExactly(Rule.REFUSED_WITHOUT_CAUSE);
    }

    @Test
    void acknowledgedApiToken_lost() {
        Credential token = story.apiToken(0, story.signIn(0, ANN));
        story.use(1, token, 401);

        assertThat(story.violations()).containsExactly(Rule.REFUSED_WITHOUT_CAUSE);
    }

    @Test
    void expiredCredential_isRefused() {
        Pair pair = story.signIn(0, ANN);
        Credential old =
                new Credential(Credential.Kind.ACCESS, ANN, pair.access().group(), "old", story.now(), "secret");
        story.use(0, old, 401);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void anotherUsersProfile_orTokens() {
        Pair ann = story.signIn(0, ANN);
        Pair ben = story.signIn(0, BEN);
        story.add(0, new Act.Use(ann.access()), Answer.profile(BEN, ""));
        story.add(0, new Act.SignIn(ANN, PASSWORD), ben.answer());

        assertThat(story.violations()).containsExactly(Rule.WRONG_USER, Rule.WRONG_USER);
    }

    @Test
    void acknowledgedName_lost() {
        Pair pair = story.signIn(0, ANN);
        story.add(0, new Act.Rename(pair.access(), "Ann"), Answer.of(200));
        story.use(1, pair.access(), 200);
        story.later(1_000).use(1, pair.access(), 200);

        assertThat(story.violations()).containsExactly(Rule.LOST_WRITE);
    }

    @Test
    void fault_orThrottle_orMissingPage_isUnexpected() {
        Pair pair = story.signIn(0, ANN);
        List.of(500, 429, 404, 502).forEach(status -> story.use(0, pair.access(), status));
        story.use(0, pair.access(), 503);
        story.add(0, new Act.Use(pair.access()), Answer.LOST);

        assertThat(story.violations()).hasSize(4).containsOnly(Rule.UNEXPECTED_ANSWER);
    }

    @Test
    void clocksApart_excuseRefusals_andNothingElse() {
        Pair pair = story.signIn(0, ANN);
        story.use(1, pair.access(), 401);
        story.add(0, new Act.EndLogin(pair.refresh()), DONE);
        story.refresh(1, pair);
        Promise.Window always = new Promise.Window(0, Long.MAX_VALUE);

        assertThat(story.violations(new Promise(Story.KNOWN_WITHIN, List.of(always))))
                .containsExactly(Rule.REVOKED_REFRESHED);
    }
}
