package dev.keycard.key;

import dev.keycard.jwt.ClaimName;
import dev.keycard.jwt.JwtLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks and copies the claims that an application adds, so that they cannot be changed afterwards. */
final class ExtraClaims {

    private ExtraClaims() {}

    /** @throws IllegalArgumentException if a name is reserved, or a value is not JSON or nested too deep for the verifier */
    static Map<String, @Nullable Object> copyOf(Map<String, ? extends @Nullable Object> claims) {
        for (String name : claims.keySet()) {
            if (ClaimName.RESERVED.contains(name)) {
                throw new IllegalArgumentException("the claim " + name + " is reserved");
            }
        }
        return copyMap(claims, 1);
    }

    private static Map<String, @Nullable Object> copyMap(Map<?, ? extends @Nullable Object> map, int depth) {
        if (depth > JwtLimits.DEPTH) {
            throw new IllegalArgumentException("claims are nested too deep");
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(name(name), copy(value, depth)));
        return Collections.unmodifiableMap(copy);
    }

    private static String name(@Nullable Object name) {
        if (name instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the names of claims must be texts");
    }

    private static List<@Nullable Object> copyList(List<? extends @Nullable Object> list, int depth) {
        if (depth > JwtLimits.DEPTH) {
            throw new IllegalArgumentException("claims are nested too deep");
        }
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(element -> copy.add(copy(element, depth)));
        return Collections.unmodifiableList(copy);
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            return copyMap(map, depth + 1);
        }
        if (value instanceof List<?> list) {
            return copyList(list, depth + 1);
        }
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        return number(value);
    }

    private static Number number(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double fraction && Double.isFinite(fraction)) {
            return fraction;
        }
        throw new IllegalArgumentException("claims are maps, lists, texts, int, long, finite double, boolean or null");
    }
}
