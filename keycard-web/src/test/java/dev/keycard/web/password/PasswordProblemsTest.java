package dev.keycard.web.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.message.Catalogue;
import dev.keycard.password.PasswordProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordProblemsTest {

    @Test
    void everyProblem_hasASentenceOfItsOwn() {
        List<String> sentences = List.of(
                        new PasswordProblem.TooShort(8),
                        new PasswordProblem.TooLong(1024),
                        new PasswordProblem.TooCommon(),
                        new PasswordProblem.TooSimilar(),
                        new PasswordProblem.NotText())
                .stream()
                .map(PasswordProblems::message)
                .map(Catalogue.of("en")::say)
                .toList();
        assertThat(sentences)
                .doesNotHaveDuplicates()
                .allSatisfy(sentence -> assertThat(sentence).isNotBlank());
        assertThat(sentences.get(0)).contains("8");
        assertThat(sentences.get(1)).contains("1024");
    }
}
