package dev.keycard.permission;

import dev.keycard.permission.Lexer.Kind;
import dev.keycard.permission.Lexer.Part;
import dev.keycard.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads one permission, by recursive descent. For one text and one thread. */
final class Parser {

    private static final Set<String> CONNECTIVES = Set.of("and", "or", "not");

    private final Map<String, Permission> plain;
    private final Map<String, Function<String, Permission>> withArgument;
    private final List<Part> parts;
    private int at;
    private int depth;

    Parser(Map<String, Permission> plain, Map<String, Function<String, Permission>> withArgument, List<Part> parts) {
        this.plain = plain;
        this.withArgument = withArgument;
        this.parts = parts;
    }

    Permission all() {
        Permission permission = alternatives();
        if (!part().is(Kind.END)) {
            throw refused("and, or, or the end is expected, not " + shown());
        }
        return permission;
    }

    private Permission alternatives() {
        Permission permission = conjunction();
        while (skips("or")) {
            permission = permission.or(conjunction());
        }
        return permission;
    }

    private Permission conjunction() {
        Permission permission = operand();
        while (skips("and")) {
            permission = permission.and(operand());
        }
        return permission;
    }

    private Permission operand() {
        if (++depth > PermissionLanguage.DEEPEST) {
            throw refused("this is nested more than " + PermissionLanguage.DEEPEST + " deep");
        }
        Permission permission = skips("not") ? operand().not() : part().is(Kind.OPEN) ? group() : rule();
        depth--;
        return permission;
    }

    private Permission group() {
        at++;
        Permission permission = alternatives();
        close();
        return permission;
    }

    private Permission rule() {
        String name = part().text();
        if (!part().is(Kind.WORD) || CONNECTIVES.contains(name)) {
            throw refused("a rule is expected, not " + shown());
        }
        Permission known = plain.get(name);
        return known == null ? made(name) : withoutArgument(name, known);
    }

    private Permission withoutArgument(String name, Permission known) {
        at++;
        if (part().is(Kind.OPEN)) {
            throw refused(name + " takes no argument");
        }
        return known;
    }

    private Permission made(String name) {
        Function<String, Permission> maker = withArgument.get(name);
        if (maker == null) {
            throw refused("there is no rule " + shown() + "; the nearest is " + Nearest.to(Names.shown(name), names()));
        }
        at++;
        Part argument = argument(name);
        try {
            return maker.apply(argument.text());
        } catch (IllegalArgumentException refused) {
            throw PermissionLanguage.refused(argument.position(), String.valueOf(refused.getMessage()));
        }
    }

    private Part argument(String name) {
        if (!part().is(Kind.OPEN)) {
            throw refused(name + " needs an argument, in parentheses");
        }
        at++;
        Part argument = part();
        if (!argument.is(Kind.WORD) && !argument.is(Kind.QUOTED)) {
            throw refused(name + " needs an argument, not " + shown());
        }
        at++;
        close();
        return argument;
    }

    private void close() {
        if (!part().is(Kind.CLOSE)) {
            throw refused("a closing parenthesis is expected, not " + shown());
        }
        at++;
    }

    private boolean skips(String word) {
        boolean found = part().isWord(word);
        if (found) {
            at++;
        }
        return found;
    }

    private Part part() {
        return parts.get(at);
    }

    private String shown() {
        return part().is(Kind.END) ? "the end" : "\"" + Names.shown(part().text()) + "\"";
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(plain.keySet());
        names.addAll(withArgument.keySet());
        return names;
    }

    private IllegalArgumentException refused(String sentence) {
        return PermissionLanguage.refused(part().position(), sentence);
    }
}
