package dev.keycard.web.authcheck;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules for proxies. Throws an {@link IllegalArgumentException} for a rule that can never match, because earlier rules
 * match all its requests, and for two rules with one name: both are mistakes.
 *
 * @param headers the headers that hold the original request; default either pair
 * @param rules in the order in which they are tried; a request that none of them matches is refused. Default none
 */
public record AuthCheckConfig(ProxyHeaders headers, List<Rule> rules) {

    public AuthCheckConfig {
        rules = List.copyOf(rules);
        refuseTwins(rules);
        for (int place = 1; place < rules.size(); place++) {
            refuseIfShadowed(rules, place);
        }
    }

    /** The defaults that the parameters of this record name. */
    public static AuthCheckConfig defaults() {
        return new AuthCheckConfig(ProxyHeaders.EITHER, List.of());
    }

    private static void refuseTwins(List<Rule> rules) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int place = 0; place < rules.size(); place++) {
            String name = rules.get(place).name();
            Integer earlier = numbers.putIfAbsent(name, place + 1);
            if (earlier != null) {
                throw refusal(place, "is called \"" + name + "\" like rule " + earlier);
            }
        }
    }

    private static void refuseIfShadowed(List<Rule> rules, int place) {
        Rule rule = rules.get(place);
        Set<String> left = new HashSet<>(rule.methods());
        for (int before = 0; before < place; before++) {
            Rule earlier = rules.get(before);
            if (earlier.path().covers(rule.path())) {
                left.removeAll(earlier.methods());
                if (earlier.methods().isEmpty() || (!rule.methods().isEmpty() && left.isEmpty())) {
                    throw refusal(place, "can never match, for rule " + (before + 1) + " takes what is left for it");
                }
            }
        }
    }

    private static IllegalArgumentException refusal(int place, String what) {
        return new IllegalArgumentException("rule " + (place + 1) + " of permission.rules " + what);
    }
}
