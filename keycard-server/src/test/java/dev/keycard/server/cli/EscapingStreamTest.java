package dev.keycard.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EscapingStreamTest {

    private static final String EVIL = "a\u009b31m\u001b[2J\r\u202eb";
    private static final String SHOWN = "a\\u009b31m\\u001b[2J\\u000d\\u202eb";

    @Test
    void everyWayToPrint_commandsNoTerminal() {
        assertThat(printed(out -> out.print(EVIL))).isEqualTo(SHOWN);
        assertThat(printed(out -> out.println(EVIL))).isEqualTo(SHOWN + System.lineSeparator());
        assertThat(printed(out -> out.print((Object) EVIL))).isEqualTo(SHOWN);
        assertThat(printed(out -> out.println((Object) EVIL))).isEqualTo(SHOWN + System.lineSeparator());
        assertThat(printed(out -> out.print(EVIL.toCharArray()))).isEqualTo(SHOWN);
        assertThat(printed(out -> out.println(EVIL.toCharArray()))).isEqualTo(SHOWN + System.lineSeparator());
        assertThat(printed(out -> out.print('\u009b'))).isEqualTo("\\u009b");
        assertThat(printed(out -> out.printf("%s", EVIL))).isEqualTo(SHOWN);
        assertThat(printed(out -> out.append(EVIL))).isEqualTo(SHOWN);
    }

    @Test
    void textsOfSeveralLines_andOfAnyScript_stayAsTheyAre() {
        assertThat(printed(out -> out.print("Zo\u00eb\n\t\u5b57 7"))).isEqualTo("Zo\u00eb\n\t\u5b57 7");
        assertThat(printed(out -> out.print(7))).isEqualTo("7");
    }

    private static String printed(Consumer<PrintStream> work) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        work.accept(EscapingStream.over(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
