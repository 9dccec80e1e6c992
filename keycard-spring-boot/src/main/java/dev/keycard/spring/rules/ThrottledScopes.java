package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.spring.PermittedBeans;
import dev.keycard.spring.Places;
import dev.keycard.spring.Places.Place;
import dev.keycard.spring.Throttled;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The rates that the application names by {@link Throttled}. Stateless. */
@Internal
public final class ThrottledScopes {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private ThrottledScopes() {}

    /**
     * The names on all beans, which need not exist yet.
     *
     * @throws IllegalStateException if one is malformed
     */
    public static Set<String> of(ConfigurableListableBeanFactory beans) {
        Set<String> found = new TreeSet<>();
        for (PermittedBeans.Rules bean : PermittedBeans.of(beans, Throttled.class)) {
            Stream.concat(
                            Places.ofType(bean.type(), Throttled.class).stream(),
                            bean.onMethods().stream().map(method -> new Place(method, bean.type())))
                    .forEach(place -> place.annotations(Throttled.class).forEach(rate -> add(found, rate, place)));
        }
        return found;
    }

    private static void add(Set<String> found, Throttled throttled, Place place) {
        if (!NAME.matcher(throttled.value()).matches()) {
            throw new RuleMistake("@Throttled on " + place.element()
                    + " must have a name of lower-case letters, digits and dashes, such as notes");
        }
        found.add(throttled.value());
    }

    /** The name for a method as a class has it; null if it has no rate of its own. */
    static @Nullable String of(Method method, Class<?> type) {
        Throttled own = Nearest.of(
                Places.ofMethod(method, type, Throttled.class), Throttled.class, method.getName() + " of " + type);
        Throttled throttled =
                own == null ? Nearest.of(Places.ofType(type, Throttled.class), Throttled.class, type.toString()) : own;
        return throttled == null ? null : throttled.value();
    }
}
