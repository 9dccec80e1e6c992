package dev.keycard.spring.rules;

import dev.keycard.spring.Places.Place;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which annotation counts, where a class or a method inherits several: that of a type replaces those of its supertypes, as a
 * method does. Which one of two others counts would be a guess. Stateless.
 */
final class Nearest {

    private Nearest() {}

    /**
     * The one that counts; null if there is none.
     *
     * @param heir the class or the method that has or inherits them
     * @throws RuleMistake if several do, and differ
     */
    static <A extends Annotation> @Nullable A of(List<Place> places, Class<A> annotation, String heir) {
        List<Place> nearest =
                places.stream().filter(place -> !isReplaced(place, places)).toList();
        if (nearest.isEmpty()) {
            return null;
        }
        A first = only(nearest.get(0), annotation);
        for (Place other : nearest) {
            if (!only(other, annotation).equals(first)) {
                throw different(nearest.get(0), other, annotation, heir);
            }
        }
        return first;
    }

    private static boolean isReplaced(Place place, List<Place> all) {
        return all.stream()
                .anyMatch(other -> other.type() != place.type() && place.type().isAssignableFrom(other.type()));
    }

    /** Two of them, perhaps on annotations of the application, would leave open which one counts. */
    private static <A extends Annotation> A only(Place place, Class<A> annotation) {
        List<A> found = place.annotations(annotation);
        if (found.size() > 1) {
            throw new RuleMistake("@" + annotation.getSimpleName() + " on " + place.element()
                    + " stands there twice, perhaps on annotations of yours: write one with all rules");
        }
        return found.get(0);
    }

    private static RuleMistake different(Place one, Place other, Class<?> annotation, String heir) {
        return new RuleMistake("@" + annotation.getSimpleName() + " on " + one.element() + " and on " + other.element()
                + " differ, and both are inherited: write the one that counts on " + heir + " itself");
    }
}
