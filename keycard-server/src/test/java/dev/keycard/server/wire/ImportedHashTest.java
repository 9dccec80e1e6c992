package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.HashLimits;
import dev.keycard.password.PasswordConfig;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that were written past every door: a hash that costs too much is refused at sign-in, and makes nobody else wait. */
class ImportedHashTest {

    @AutoClose
    private final RunningServer server = RunningServer.start(
            Config.password(new PasswordConfig(Argon2Cost.defaults(), 1, 16, 8, new HashLimits(24 * 1024))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bcrypt_sha256$$2b$15$l0gruz6XE4hWxWJi50kx6ewIjwRNtCtCVjSS.hmB1J5MGO6XHhcLy",
                "bcrypt_sha256$$2b$31$l0gruz6XE4hWxWJi50kx6ewIjwRNtCtCVjSS.hmB1J5MGO6XHhcLy",
                "argon2$argon2id$v=19$m=102400,t=2,p=8$c29tZXNhbHRzb21lc2FsdA$nAxJDE+6muBVnEq+Vap8A+vVP4K2jQuCRp982xFMT4c",
                "$argon2id$v=19$m=64,t=900000000,p=1$c29tZXNhbHRzb21lc2FsdA$nAxJDE+6muBVnEq+Vap8A+vVP4K2jQuCRp982xFMT4c",
                "pbkdf2_sha256$900000000$NaClNaClNaCl$t0Yq5ILdDn3uG57Ko+90sJQaXcMhuwnqTQDRKQiNNxE=",
                "scrypt$1048576$seasalt$8$5$RkFDF7kMEVKsl4oHF12VixVtWtDaHns0Kvst1/3H3nJbmItApuESEXj354YWc"
                        + "slyNEeYXVQh4/Y8GTclx0TaJA==",
            })
    void refused_likeAWrongPassword_andFailuresOfOthersStayAsQuick(String hash) {
        server.user("imported");
        server.user("ann");
        Sql.update(server, "update users set password_hash = ? where username = 'imported'", hash);

        for (String name : new String[] {"imported", "ann", "nobody"}) {
            long began = System.nanoTime();
            signIn(name, "correct horse battery staple").expect(401, "no_active_account");
            // A hash of our cost takes 20 ms; each of these takes seconds, or more memory than there is.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1500));
        }
        signIn("ann", RunningServer.PASSWORD).expect(200);
    }

    @Test
    void hashesWithinTheLimits_areUnderstood_andReplaced() {
        server.user("imported");
        Sql.update(
                server,
                "update users set password_hash = ? where username = 'imported'",
                "scrypt$16384$seasalt$8$5$RkFDF7kMEVKsl4oHF12VixVtWtDaHns0Kvst1/3H3nJbmItApuESEXj354YWcsl"
                        + "yNEeYXVQh4/Y8GTclx0TaJA==");

        signIn("imported", "correct horse battery stapl").expect(401, "no_active_account");
        signIn("imported", "correct horse battery staple").expect(200);
        UserId id = UserId.of(1);
        assertThat(server.stores().users().passwordOf(id).orElseThrow().hash()).startsWith("$argon2id$v=19$m=19456");
    }

    private Reply signIn(String name, String password) {
        return server.client()
                .post("/api/token/")
                .json("username", name, "password", password)
                .send();
    }
}
