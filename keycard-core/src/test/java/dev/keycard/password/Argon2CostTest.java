package dev.keycard.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2CostTest {

    @Test
    void defaultsAreThoseOfOwasp() {
        assertThat(Argon2Cost.defaults()).isEqualTo(new Argon2Cost(19456, 2, 1));
    }

    @ParameterizedTest
    @CsvSource({"47104,1", "19456,2", "12288,3", "9216,4", "7168,5", "131072,16"})
    void accepts_whatOwaspHoldsEqual(int memory, int iterations) {
        assertThat(new Argon2Cost(memory, iterations, 1).memoryKib()).isEqualTo(memory);
    }

    @ParameterizedTest
    @CsvSource({"47103,1", "19455,2", "12287,3", "9215,4", "19456,17", "19456,0", "19456,-1"})
    void refuses_iterationsThatDoNotFitTheMemory(int memory, int iterations) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Argon2Cost(memory, iterations, 1))
                .withMessageStartingWith("password.argon2.iterations is " + iterations)
                .withMessageContaining("choose");
    }

    @ParameterizedTest
    @CsvSource({"7167", "0", "-1", "131073", "2147483647"})
    void refuses_memoryOutOfRange(int memory) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Argon2Cost(memory, 5, 1))
                .withMessageStartingWith("password.argon2.memory is " + memory)
                .withMessageContaining("choose");
    }

    @ParameterizedTest
    @CsvSource({"0", "9"})
    void refuses_parallelismOutOfRange(int parallelism) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Argon2Cost(19456, 2, parallelism))
                .withMessageStartingWith("password.argon2.parallelism is " + parallelism);
    }
}
