package dev.keycard.password;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The rules for new passwords, after NIST SP 800-63B: long enough, not among the most common, not similar to the user's name;
 * no rules of composition. Comparisons ignore case and use the compatibility form; the password is hashed as typed.
 * Thread-safe. The cost of a check is bounded for any input.
 */
public final class PasswordPolicy {

    private final int minLength;
    private final CommonPasswords common = new CommonPasswords();

    /** @param minLength the minimum number of characters */
    public PasswordPolicy(int minLength) {
        this.minLength = minLength;
    }

    /** The problems of that password for that owner; empty if it is accepted. */
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
