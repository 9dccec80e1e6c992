package dev.keycard.server.storm;

import dev.keycard.server.testing.Http2Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** All attacks. */
final class Attacks {

    private static final String SIGN_IN = "POST /api/token/ HTTP/1.1\r\nHost: localhost\r\n";
    private static final String ASK = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";
    private static final byte[] PART = new byte[16_000];

    /** The beginning of a record that never ends. */
    private static final byte[] HALF_HELLO = HexFormat.of().parseHex("160301020001000001fc0303");

    /** A user whose password hash takes more memory than the smallest heap has. */
    static final String IMPORTED = "imported";

    private Attacks() {}

    /** Those that suit a server with or without TLS. */
    static List<Attack> on(boolean secure) {
        List<Attack> all = new ArrayList<>(List.of(
                attack("half-sent bodies", Attacks::halfBody),
                attack("endless tiny header lines", Attacks::tinyLines),
                attack("long incomplete headers", Attacks::longHead),
                attack("silent connections", Attacker::connect),
                attack("pipelined requests, unread", Attacks::pipelined),
                attack("large answers, unread", Attacks::unread),
                attack("tiny chunks", Attacks::tinyChunks),
                attack("endless trailers", Attacks::trailers),
                attack("bodies of brackets", Attacks::brackets),
                attack("guesses at unknown names", attacker -> guess(attacker, "nobody" + System.nanoTime())),
                attack("guesses at an imported hash of 100 MiB", attacker -> guess(attacker, IMPORTED))));
        if (secure) {
            all.addAll(List.of(
                    attack("half ClientHellos", Attacks::halfHello),
                    attack("bare ClientHellos", Attacks::bareHello),
                    attack("half TLS records", Attacks::halfRecord),
                    attack("HTTP/2: half-sent bodies", Attacks::http2Bodies),
                    attack("HTTP/2: resets", Attacks::http2Resets),
                    attack("HTTP/2: control frames", Attacks::http2Control),
                    attack("HTTP/2: endless header block", Attacks::http2Block),
                    attack("HTTP/2: answers, unread", Attacks::http2Unread)));
        }
        return all;
    }

    private static void halfBody(Attacker attacker) throws IOException {
        attacker.send(attacker.open(), SIGN_IN + "Content-Length: 65536\r\n\r\n" + "z".repeat(65535));
    }

    private static void tinyLines(Attacker attacker) throws IOException {
        attacker.send(attacker.open(), ASK + "a:\r\n".repeat(5000));
    }

    private static void longHead(Attacker attacker) throws IOException {
        attacker.send(attacker.open(), ASK + ("X-A: " + "b".repeat(150) + "\r\n").repeat(98));
    }

    private static void pipelined(Attacker attacker) throws IOException {
        attacker.send(attacker.open(), "GET /api/profile/ HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(1000));
    }

    private static void unread(Attacker attacker) throws IOException {
        attacker.send(attacker.open(), "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(50));
    }

    private static void tinyChunks(Attacker attacker) throws IOException {
        attacker.send(
                attacker.open(), SIGN_IN + "Transfer-Encoding: chunked\r\n\r\n" + "1;e=f\r\nx\r\n".repeat(20_000));
    }

    private static void trailers(Attacker attacker) throws IOException {
        attacker.send(
                attacker.open(), SIGN_IN + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n" + "a:\r\n".repeat(5000));
    }

    private static void brackets(Attacker attacker) throws IOException {
        String body = "{\"username\":\"x\",\"password\":\"y\",\"z\":[" + "{},".repeat(20_000) + "{}]}";
        attacker.send(
                attacker.open(),
                SIGN_IN + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void guess(Attacker attacker, String name) throws IOException {
        String body = "{\"username\":\"" + name + "\",\"password\":\"guessed\"}";
        attacker.send(
                attacker.open(),
                SIGN_IN + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void halfHello(Attacker attacker) throws IOException {
        attacker.send(attacker.connect(), HALF_HELLO);
    }

    /** A whole ClientHello, and silence after it: the server has to compute its half of the handshake. */
    private static void bareHello(Attacker attacker) throws IOException {
        attacker.send(attacker.connect(), ClientHello.bytes());
    }

    private static void halfRecord(Attacker attacker) throws IOException {
        byte[] record = new byte[12_000];
        record[0] = 22;
        record[1] = 3;
        record[2] = 1;
        record[3] = 0x40;
        attacker.send(attacker.connect(), record);
    }

    private static void http2Bodies(Attacker attacker) throws IOException {
        Http2Wire wire = connect(attacker);
        for (int stream = 1; stream < 300; stream += 2) {
            wire.request(stream, Http2Wire.END_HEADERS, "POST", "/api/token/", "content-length", "65536");
            for (int i = 0; i < 4; i++) {
                wire.frame(Http2Wire.DATA, 0, stream, PART);
            }
            flush(attacker, wire, 4 * PART.length);
        }
    }

    private static void http2Resets(Attacker attacker) throws IOException {
        Http2Wire wire = connect(attacker);
        for (int i = 0; i < 500; i++) {
            int stream = 2 * i + 1;
            wire.request(stream, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, "GET", "/api/profile/")
                    .frame(Http2Wire.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
        }
        flush(attacker, wire, 50_000);
    }

    private static void http2Control(Attacker attacker) throws IOException {
        Http2Wire wire = connect(attacker);
        for (int i = 0; i < 2000; i++) {
            wire.frame(Http2Wire.PING, 0, 0, new byte[8])
                    .frame(Http2Wire.SETTINGS, 0, 0)
                    .frame(Http2Wire.PRIORITY, 0, 3, new byte[] {0, 0, 0, 1, 1})
                    .frame(Http2Wire.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 1});
        }
        flush(attacker, wire, 100_000);
    }

    private static void http2Block(Attacker attacker) throws IOException {
        Http2Wire wire = connect(attacker);
        wire.frame(Http2Wire.HEADERS, 0, 1, Http2Wire.headerBlock("GET", "/healthz"));
        for (int i = 0; i < 20; i++) {
            wire.frame(Http2Wire.CONTINUATION, 0, 1, PART);
        }
        flush(attacker, wire, 20 * PART.length);
    }

    private static void http2Unread(Attacker attacker) throws IOException {
        Http2Wire wire = connect(attacker);
        wire.frame(
                Http2Wire.SETTINGS,
                0,
                0,
                ByteBuffer.allocate(6).put(1, (byte) 4).array());
        for (int stream = 1; stream < 200; stream += 2) {
            wire.request(stream, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, "GET", "/openapi.json");
        }
        flush(attacker, wire, 20_000);
    }

    private static Http2Wire connect(Attacker attacker) throws IOException {
        return attacker.keep(Http2Wire.connect(
                Objects.requireNonNull(attacker.target().trust()),
                attacker.target().port(),
                attacker.connect()));
    }

    private static void flush(Attacker attacker, Http2Wire wire, int bytes) throws IOException {
        attacker.pay(bytes);
        if (!wire.flush()) {
            throw new IOException("closed");
        }
    }

    private interface Stroke {
        void strike(Attacker attacker) throws IOException;
    }

    private static Attack attack(String name, Stroke stroke) {
        return new Attack() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void strike(Attacker attacker) throws IOException {
                stroke.strike(attacker);
            }
        };
    }
}
