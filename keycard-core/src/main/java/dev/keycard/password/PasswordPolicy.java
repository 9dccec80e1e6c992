package dev.keycard.password;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The rules for new passwords, after NIST SP 800-63B: long enough, not among the most common, not the user's own name; no
 * rules of composition. For judging only, letters are compared without case and in compatibility form; what is hashed is the
 * password as typed. Thread-safe. Its cost is bounded for any input.
 */
public final class PasswordPolicy {

    private final int minLength;
    private final CommonPasswords common = new CommonPasswords();

    /** @param minLength the fewest characters allowed */
    public PasswordPolicy(int minLength) {
        this.minLength = minLength;
    }

    /** What is wrong with that password for that owner; empty if nothing is. */
    public List<PasswordProblem> judge(String password, PasswordOwner owner) {
        if (PasswordText.isTooLong(password)) {
            return List.of(new PasswordProblem.TooLong(PasswordText.MAX_LENGTH));
        }
        if (!PasswordText.isWellFormed(password)) {
            return List.of(new PasswordProblem.NotText());
        }
        List<PasswordProblem> problems = new ArrayList<>();
        if (password.codePointCount(0, password.length()) < minLength) {
            problems.add(new PasswordProblem.TooShort(minLength));
        }
        String folded = fold(password);
        if (common.contains(folded)) {
            problems.add(new PasswordProblem.TooCommon());
        }
        if (namesOf(owner).anyMatch(name -> Resemblance.isTooClose(folded, fold(name), minLength))) {
            problems.add(new PasswordProblem.TooSimilar());
        }
        return List.copyOf(problems);
    }

    private static Stream<String> namesOf(PasswordOwner owner) {
        String email = cut(owner.email());
        int at = email.lastIndexOf('@');
        return Stream.of(
                cut(owner.username()),
                email,
                at < 0 ? "" : email.substring(0, at),
                cut(owner.firstName()),
                cut(owner.lastName()));
    }

    private static String cut(String name) {
        return name.length() > Resemblance.LONGEST_NAME ? name.substring(0, Resemblance.LONGEST_NAME) : name;
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
