package dev.keycard.web.scheme;

import static dev.keycard.web.scheme.TestEngine.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.apitoken.ApiTokenResult;
import dev.keycard.id.UserId;
import dev.keycard.login.VerifyResult;
import dev.keycard.session.SessionResult;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change in the directory of an application that it does not announce is noticed, though later than one that it does. */
class UnannouncedChangeTest {

    private static final Duration BELIEVED = Duration.ofMinutes(1);

    private final Members members = new Members();
    private final User member = members.put(User.named(new UserId("member-7"), "ada"));
    private final TestEngine engine = TestEngine.start(builder -> builder.users(members));
    private final Keycard keycard = engine.keycard;

    /** Whether a new credential of that kind is good. */
    enum Kind {
        SESSION {
            @Override
            BooleanSupplier of(Keycard keycard, User user) {
                String secret =
                        keycard.sessions().begin(user, CLIENT).orElseThrow().secret();
                return () -> keycard.sessions().verify(secret) instanceof SessionResult.Verified;
            }
        },
        API_TOKEN {
            @Override
            BooleanSupplier of(Keycard keycard, User user) {
                String secret = keycard.apiTokens()
                        .create(user, "", Set.of(), null)
                        .orElseThrow()
                        .secret()
                        .reveal();
                return () -> keycard.apiTokens().verify(secret) instanceof ApiTokenResult.Verified;
            }
        },
        ACCESS_TOKEN {
            @Override
            BooleanSupplier of(Keycard keycard, User user) {
                String token =
                        keycard.tokens().issue(user, CLIENT).orElseThrow().access();
                return () -> keycard.tokens().verify(token) instanceof VerifyResult.Verified;
            }
        };

        abstract BooleanSupplier of(Keycard keycard, User user);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private User known() {
        return keycard.accounts().find(member.id()).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void blockedUser_isBelievedForTwoMinutesAtMost(Kind kind) {
        BooleanSupplier first = kind.of(keycard, known());
        assertThat(first.getAsBoolean()).isTrue();

        engine.advance(BELIEVED.minusSeconds(1));
        // Verified with the user who is in memory.
        BooleanSupplier second = kind.of(keycard, known());
        assertThat(second.getAsBoolean()).isTrue();
        members.put(member.withActive(false));
        assertThat(first.getAsBoolean()).as("from memory").isTrue();

        engine.advance(BELIEVED);
        assertThat(first.getAsBoolean()).isFalse();
        assertThat(second.getAsBoolean()).isFalse();
    }

    @Test
    void announcedChange_isNoticedAtOnce() {
        for (Kind kind : Kind.values()) {
            members.put(member.withActive(true));
            keycard.accounts().userChanged(member.id());
            BooleanSupplier good = kind.of(keycard, known());
            assertThat(good.getAsBoolean()).isTrue();

            members.put(member.withActive(false));
            keycard.accounts().userChanged(member.id());

            assertThat(good.getAsBoolean()).as("%s", kind).isFalse();
        }
    }
}
