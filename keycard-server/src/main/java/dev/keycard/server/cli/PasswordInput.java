package dev.keycard.server.cli;

import dev.keycard.message.Catalogue;
import dev.keycard.password.PasswordOwner;
import dev.keycard.password.PasswordProblem;
import dev.keycard.password.Passwords;
import dev.keycard.web.password.PasswordProblems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads new passwords: from the console, twice and without echo, or from one line of standard input. Never from an argument. */
final class PasswordInput {

    static final String STDIN = "--password-stdin";

    private static final int LONGEST_LINE = 8192;

    private final Terminal terminal;

    PasswordInput(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A password that the policy accepts. */
    String read(Arguments arguments, Passwords passwords, PasswordOwner owner) {
        String password = arguments.has(STDIN) ? line() : asked();
        List<PasswordProblem> problems = passwords.policy().judge(password, owner);
        if (!problems.isEmpty()) {
            throw new CommandFailure(problems.stream()
                    .map(PasswordProblems::message)
                    .map(Catalogue.of("en")::say)
                    .collect(Collectors.joining(" ")));
        }
        return password;
    }

    private String asked() {
        Function<String, @Nullable String> prompt = terminal.prompt()
                .orElseThrow(() -> new CommandFailure(
                        "There is no console to read the password from: give it as one line with " + STDIN + "."));
        String password = answer(prompt, "Password: ");
        if (!password.equals(answer(prompt, "Again: "))) {
            throw new CommandFailure("The two passwords differ; nothing was changed.");
        }
        return password;
    }

    /** A password that exists already, from the console. */
    String once(String question) {
        return answer(
                terminal.prompt()
                        .orElseThrow(() -> new CommandFailure("There is no console to read the password from.")),
                question);
    }

    private static String answer(Function<String, @Nullable String> prompt, String question) {
        String answer = prompt.apply(question);
        if (answer == null) {
            throw new CommandFailure("No password was given; nothing was changed.");
        }
        return answer;
    }

    /** One line of standard input. */
    String line() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = terminal.in().read();
                    next >= 0 && next != '\n';
                    next = terminal.in().read()) {
                line.write(next);
                if (line.size() > LONGEST_LINE) {
                    throw new CommandFailure("The password on standard input is too long.");
                }
            }
            return withoutReturn(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString());
        } catch (CharacterCodingException malformed) {
            throw new CommandFailure("The password on standard input is not UTF-8.");
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    "Standard input cannot be read: " + Objects.requireNonNullElse(unreadable.getMessage(), "") + ".");
        }
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
