package dev.keycard.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes were written by Django 5.2 itself, with bcrypt and argon2-cffi under it. */
class DjangoHashesTest {

    private final Argon2Hasher hasher = TestCost.cheapHasher();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pbkdf2_sha256$20000$NaClNaClNaCl$yawMG943scnCXvNx1WIZXRf/7A72Bo1g0QX/gqEZGJU=",
                "pbkdf2_sha256$1000000$NaClNaClNaCl$t0Yq5ILdDn3uG57Ko+90sJQaXcMhuwnqTQDRKQiNNxE=",
                "argon2$argon2id$v=19$m=102400,t=2,p=8$c29tZXNhbHRzb21lc2FsdA$nAxJDE+6muBVnEq+Vap8A+vVP4K2jQuCRp982xFMT4c",
                "argon2$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$C63DGsGMKpyLM40XjALOdOfE0rBx7nP7fwGcOW31oSE",
                "argon2$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$zEgUAfk8nkAqqwmxnskapVML0TG0qJm7u/61l2dzSuc",
                "argon2$argon2d$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$TYCIR3aQ15m2cpHojTnmLj2bxVYijp2/+yX/kkgt3Vg",
                "argon2$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Sr6N/nCmohWCvF7EZislLIdwA8ojCXux0K30ccqFS30",
                "argon2$argon2i$v=16$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$dPozAdedAnE7mVegpEbz56Bn3xHpTJSfwqL1eU47DV8",
                "argon2$argon2i$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$dPozAdedAnE7mVegpEbz56Bn3xHpTJSfwqL1eU47DV8",
                "bcrypt_sha256$$2b$04$E./Nmm1qXSL21no/COegiu3IpsFxkDQsogTVejl2zcleWzXoHj7xq",
                "bcrypt_sha256$$2b$12$l0gruz6XE4hWxWJi50kx6ewIjwRNtCtCVjSS.hmB1J5MGO6XHhcLy",
                "scrypt$16384$seasalt$8$5$RkFDF7kMEVKsl4oHF12VixVtWtDaHns0Kvst1/3H3nJbmItApuESEXj354YWcsl"
                        + "yNEeYXVQh4/Y8GTclx0TaJA==",
                "scrypt$1024$seasalt$8$2$x22GJugCj8wyVly/nU2Dgo9i6hcdtFHwOUuQguHsNvxXiWqNfKx4HlQaZjaoLh9o"
                        + "bY1xySASXQv/XPhVQLPePQ==",
            })
    void verifies_andAsksForUpgrade(String encoded) {
        assertThat(hasher.verify("correct horse battery staple", encoded)).isEqualTo(Verdict.MATCH_OUTDATED);
        assertThat(hasher.verify("correct horse battery stapl", encoded)).isEqualTo(Verdict.MISMATCH);
        assertThat(hasher.verify("", encoded)).isEqualTo(Verdict.MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pbkdf2_sha256$20000$NaClNaClNaCl$bUFNHfg2XIhE/2QvK2e3v57FfIUQ8YsNLlmJ5edceWY=",
                "argon2$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$SY8juhF3aVXfKFuIYEaLOR3PyCYEH2KrLb4fLapVUB0",
                "bcrypt_sha256$$2b$04$vkHMAOlEYWyHcL4Uk08rhe7nqGf2qMFTSie96mrJ5/xVfDG2aA5MW",
                "scrypt$1024$seasalt$8$2$YJZP7F2ozMIhvr+qLtvg6YcIoWa/tC3zTves9YeYfrWr3ZtX/6vTay7t4Bxr62gw"
                        + "FtaJaOFLhrS8tVC8ZDnTTw==",
            })
    void verifies_umlautsEmojiAndNul(String encoded) {
        assertThat(hasher.verify("p\u00e4ssw\u00f6rt \ud83d\udd11 \0 end", encoded))
                .isEqualTo(Verdict.MATCH_OUTDATED);
        assertThat(hasher.verify("p\u00e4ssw\u00f6rt \ud83d\udd11 ", encoded)).isEqualTo(Verdict.MISMATCH);
    }

    /** RFC 7914, section 12. */
    @Test
    void scryptGivesThePublishedAnswer() {
        byte[] digest = new Scrypt(1024, 8, 16).derive("password", "NaCl".getBytes(StandardCharsets.US_ASCII), 64);

        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
    }

    /** RFC 7914, section 11. */
    @Test
    void pbkdf2GivesThePublishedAnswer() {
        byte[] digest = new Pbkdf2Sha256(1).derive("passwd", "salt".getBytes(StandardCharsets.US_ASCII), 64);

        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                        + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
    }
}
