package dev.keycard.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimingEqualizerTest {

    private static final HashFormat OURS = TestCost.CHEAP;
    private static final HashFormat DEAR = new Pbkdf2Sha256(1_000_000);
    private static final HashFormat CHEAPER = new Pbkdf2Sha256(600_000);

    private final TimingEqualizer evenFailure = new TimingEqualizer(OURS);

    @Test
    void costsOneOfOurs_whileAllHashesAreOurs() {
        evenFailure.meet(OURS);

        assertThat(evenFailure.outstanding(null)).containsExactly(OURS);
        assertThat(evenFailure.outstanding(OURS)).isEmpty();
    }

    @Test
    void costsTheSameInAll_onceAnotherFormatWasMet() {
        evenFailure.meet(DEAR);

        assertThat(evenFailure.outstanding(null)).containsExactly(OURS, DEAR);
        assertThat(evenFailure.outstanding(OURS)).containsExactly(DEAR);
        assertThat(evenFailure.outstanding(DEAR)).containsExactly(OURS);
    }

    @Test
    void keepsTheDearest_inWhateverOrderTheyAreMet() {
        for (List<HashFormat> order : List.of(List.of(DEAR, CHEAPER), List.of(CHEAPER, DEAR))) {
            TimingEqualizer met = new TimingEqualizer(OURS);
            order.forEach(met::meet);

            assertThat(met.outstanding(OURS)).containsExactly(DEAR);
        }
    }

    @Test
    void fillsUpFewerIterations() {
        evenFailure.meet(DEAR);

        assertThat(evenFailure.outstanding(CHEAPER)).containsExactly(OURS, new Pbkdf2Sha256(400_000));
    }

    @Test
    void addsNothingToAnotherKindOfFormat() {
        evenFailure.meet(DEAR);

        assertThat(evenFailure.outstanding(new Scrypt(1024, 8, 1))).containsExactly(OURS);
    }
}
