package dev.keycard.password;

/** Checks whether a password is similar to a name. Both are in lower case. */
final class Resemblance {

    /** Many passwords contain a shorter name by chance. */
    private static final int SHORTEST_NAME = 3;

    /** No user name or address is longer; the rest is ignored, which bounds the work. */
    static final int LONGEST_NAME = 320;

    /** The ratio from which two texts are similar, as in Django. */
    private static final double ALIKE = 0.7;

    private Resemblance() {}

    /**
     * A password is too similar to a name that contains it, that is most of it (without the name, it is shorter than the
     * shortest password), or that has most of its letters in the same order.
     */
    static boolean isTooClose(String password, String fullName, int minLength) {
        String name = fullName.length() > LONGEST_NAME ? fullName.substring(0, LONGEST_NAME) : fullName;
        if (password.isEmpty() || name.length() < SHORTEST_NAME) {
            return password.equals(name) && !name.isEmpty();
        }
        return name.contains(password) || isMostly(name, password, minLength) || isAlike(password, name);
    }

    private static boolean isMostly(String name, String password, int minLength) {
        return password.contains(name) && password.replace(name, "").length() < minLength;
    }

    /** Whether twice the length of the longest common subsequence, divided by the sum of both lengths, reaches the ratio. */
    private static boolean isAlike(String password, String name) {
        double together = password.length() + name.length();
        double best = 2 * Math.min(password.length(), name.length()) / together;
        return best >= ALIKE && 2 * commonSubsequence(password, name) / together >= ALIKE;
    }

    private static int commonSubsequence(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int i = 0; i < one.length(); i++) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = one.charAt(i) == other.charAt(j - 1) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
