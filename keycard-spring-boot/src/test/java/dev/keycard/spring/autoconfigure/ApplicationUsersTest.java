package dev.keycard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.password.PasswordHasher;
import dev.keycard.password.Verdict;
import dev.keycard.spring.UserDetailsMapping;
import dev.keycard.spring.users.EncoderHasher;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.naming.CommunicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Where users come from, without an engine. */
class ApplicationUsersTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(KeycardUsersAutoConfiguration.class));
    private final ApplicationContextRunner withDetails = runner.withBean(
                    UserDetailsService.class, InMemoryUserDetailsManager::new)
            .withBean(PasswordEncoder.class, PasswordEncoderFactories::createDelegatingPasswordEncoder);

    private record Nobody(RuntimeException failure) implements UserDirectory {

        @Override
        public Optional<User> find(UserId id) {
            throw failure;
        }

        @Override
        public Optional<User> findByName(String name) {
            throw failure;
        }

        @Override
        public Optional<String> passwordHash(UserId id) {
            throw failure;
        }

        @Override
        public boolean replaceHash(UserId id, String expected, String replacement) {
            throw failure;
        }
    }

    private static Nobody directory() {
        return new Nobody(new IllegalStateException("not asked"));
    }

    @Test
    void keycardKeepsTheUsers_withoutOthers() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ApplicationUsers.class));
        runner.withBean(UserDetailsService.class, InMemoryUserDetailsManager::new)
                .withPropertyValues("keycard.users=keycard")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ApplicationUsers.class));
        runner.withBean(PasswordEncoder.class, BCryptPasswordEncoder::new)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ApplicationUsers.class));
        withDetails
                .withPropertyValues("keycard.users=keycard")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ApplicationUsers.class));
    }

    /** Nothing could read the hashes of its users, so none of them could sign in. */
    @Test
    void detailsWithoutAnEncoder_areRefused_unlessTheyAreForSomethingElse() {
        runner.withBean(UserDetailsService.class, InMemoryUserDetailsManager::new)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("has a UserDetailsService and no PasswordEncoder bean"));
    }

    @Test
    void detailsWithAnEncoder_areTheUsers() {
        withDetails.run(context ->
                assertThat(context.getBean(ApplicationUsers.class).hasher()).isNotNull());
        withDetails
                .withPropertyValues("keycard.users=Application")
                .run(context -> assertThat(context).hasSingleBean(ApplicationUsers.class));
    }

    @Test
    void directory_comesBeforeDetails_withOrWithoutSpringSecurity() {
        withDetails
                .withBean(UserDirectory.class, ApplicationUsersTest::directory)
                .run(context -> assertThat(
                                context.getBean(ApplicationUsers.class).hasher())
                        .isNotNull());
        runner.withBean(UserDirectory.class, ApplicationUsersTest::directory)
                .withClassLoader(new FilteredClassLoader(
                        UserDetailsService.class, PasswordEncoder.class, UserDetailsMapping.class))
                .run(context -> assertThat(
                                context.getBean(ApplicationUsers.class).hasher())
                        .isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "spring"})
    void choiceThatTheApplicationDoesNotHave_isRefused(String users) {
        runner.withPropertyValues("keycard.users=" + users)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("keycard.users is "));
    }

    @Test
    void twoOfAKind_areRefused() {
        runner.withBean("one", UserDirectory.class, ApplicationUsersTest::directory)
                .withBean("two", UserDirectory.class, ApplicationUsersTest::directory)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("several UserDirectory beans"));
        withDetails
                .withBean("more", UserDetailsService.class, InMemoryUserDetailsManager::new)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("several UserDetailsService beans"));
        runner.withBean(UserDirectory.class, ApplicationUsersTest::directory)
                .withPropertyValues("keycard.users=keycard")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("remove one"));
    }

    private static Throwable failure(UserDirectory directory) {
        try {
            directory.findByName("ada");
            throw new AssertionError("it answered");
        } catch (RuntimeException failed) {
            return failed;
        }
    }

    @Test
    void databaseThatDoesNotAnswer_isReportedAsSuch_butNoFault() {
        runner.withBean(UserDirectory.class, () -> new Nobody(new CannotAcquireLockException("busy")))
                .run(context -> assertThat(
                                failure(context.getBean(ApplicationUsers.class).directory()))
                        .isInstanceOf(StoreUnavailableException.class));
        for (Exception cause : new Exception[] {
            new ConnectException("refused"), new CommunicationException("down"), new SQLException("closed", "08006")
        }) {
            runner.withBean(UserDirectory.class, () -> new Nobody(new IllegalStateException(cause)))
                    .run(context -> assertThat(failure(
                                    context.getBean(ApplicationUsers.class).directory()))
                            .as(cause.toString())
                            .isInstanceOf(StoreUnavailableException.class));
        }
        runner.withBean(UserDirectory.class, () -> new Nobody(new DataIntegrityViolationException("fault")))
                .run(context -> assertThat(
                                failure(context.getBean(ApplicationUsers.class).directory()))
                        .isInstanceOf(DataIntegrityViolationException.class));
    }

    private static UserDetails details(String name) {
        return org.springframework.security.core.userdetails.User.withUsername(name)
                .password("{noop}secret")
                .authorities("ROLE_editor", "ROLE_", "write")
                .build();
    }

    @Test
    void detailsBecomeUsers_withTheMappingOfTheApplication() {
        UserDetailsMapping numbered = new UserDetailsMapping() {
            @Override
            public UserId id(UserDetails user) {
                return new UserId("no-" + user.getUsername());
            }

            @Override
            public Optional<String> name(UserId id) {
                return Optional.of(id.text().replace("no-", ""));
            }

            @Override
            public User user(User known, UserDetails user) {
                return known.withRoles("gold", known.roles());
            }
        };
        UserDetailsService service = name -> details(name.equals("old") ? "new" : name);
        runner.withBean(UserDetailsService.class, () -> service)
                .withBean(PasswordEncoder.class, BCryptPasswordEncoder::new)
                .withBean(UserDetailsMapping.class, () -> numbered)
                .run(context -> {
                    UserDirectory users =
                            context.getBean(ApplicationUsers.class).directory();
                    User ada = users.findByName("ada").orElseThrow();
                    assertThat(ada.id().text()).isEqualTo("no-ada");
                    assertThat(ada.roles()).isEqualTo(Set.of("editor"));
                    assertThat(ada.tier()).isEqualTo("gold");
                    assertThat(users.find(ada.id())).contains(ada);
                    assertThat(users.passwordHash(ada.id())).contains("{noop}secret");
                    assertThat(users.replaceHash(ada.id(), "{noop}secret", "other"))
                            .isFalse();
                    assertThat(users.find(new UserId("no-old")))
                            .as("the name is of another")
                            .isEmpty();
                });
    }

    @Test
    void names_areIds_andStrangeOnesAreEncoded() {
        UserDetailsMapping mapping = new UserDetailsMapping() {};
        for (String name : new String[] {"ada", "0", "Ada Lovelace", "~x", "\u00e4da", "7"}) {
            UserId id = mapping.id(details(name));
            assertThat(mapping.name(id)).contains(name);
        }
        assertThat(mapping.id(details("ada")).text()).isEqualTo("ada");
        assertThat(mapping.id(details("0"))).isNotEqualTo(UserId.NOBODY);
        assertThat(mapping.name(new UserId("~*"))).isEmpty();
    }

    @Test
    void serviceThatCannotAnswer_isUnavailable_andAnUnknownNameIsNobody() {
        UserDetailsService service = name -> {
            throw name.equals("ada")
                    ? new InternalAuthenticationServiceException("down")
                    : new UsernameNotFoundException("unknown");
        };
        runner.withBean(UserDetailsService.class, () -> service)
                .withBean(PasswordEncoder.class, BCryptPasswordEncoder::new)
                .run(context -> {
                    UserDirectory users =
                            context.getBean(ApplicationUsers.class).directory();
                    assertThat(failure(users)).isInstanceOf(StoreUnavailableException.class);
                    assertThat(users.findByName("bob")).isEmpty();
                });
    }

    private void withService(UserDetailsService service, Consumer<UserDirectory> test) {
        runner.withBean(UserDetailsService.class, () -> service)
                .withBean(PasswordEncoder.class, BCryptPasswordEncoder::new)
                .run(context ->
                        test.accept(context.getBean(ApplicationUsers.class).directory()));
    }

    @Test
    void serviceThatReturnsTheNameAsTyped_hasNoUsers_whoseNamesHaveForms() {
        withService(name -> details(name), users -> {
            for (String name : new String[] {"ada", "ADA", "stra\u00dfe", "\uff11\uff12", "12 "}) {
                assertThat(users.findByName(name)).as(name).isEmpty();
            }
            assertThat(users.findByName("12")).isPresent();
        });
    }

    @Test
    void serviceThatReturnsTheNameAsStored_hasItsUsers() {
        withService(
                name -> stored(name.equalsIgnoreCase("Ada") ? "Ada" : ""),
                users -> assertThat(users.findByName("aDA").orElseThrow().id()).isEqualTo(new UserId("Ada")));
        withService(name -> stored(name.equals("Ada") ? "Ada" : ""), users -> {
            assertThat(users.findByName("Ada")).isPresent();
            assertThat(users.findByName("ada")).isEmpty();
        });
    }

    private static UserDetails stored(String name) {
        if (name.isEmpty()) {
            throw new UsernameNotFoundException("unknown");
        }
        return details(name);
    }

    @Test
    void nameThatIsTooLongForAnId_isThatOfNoUser() {
        withService(
                name -> details("a".repeat(130)),
                users -> assertThat(users.findByName("a".repeat(130))).isEmpty());
    }

    @Test
    void hashThatCannotBeReplaced_isNoFailure() {
        runner.withBean(UserDirectory.class, () -> new Nobody(new IllegalStateException("read only")))
                .run(context -> assertThat(context.getBean(ApplicationUsers.class)
                                .directory()
                                .replaceHash(new UserId("ada"), "old", "new"))
                        .isFalse());
    }

    @Test
    void encoder_readsItsHashes_andReportsOutdatedOnesOnlyWhereTheyCanBeReplaced() {
        String weak = new BCryptPasswordEncoder(4).encode("secret");
        PasswordEncoder encoder = new BCryptPasswordEncoder(5);
        PasswordHasher upgrading = new EncoderHasher(encoder, true);
        assertThat(upgrading.verify("secret", String.valueOf(weak))).isEqualTo(Verdict.MATCH_OUTDATED);
        assertThat(upgrading.isOutdated(String.valueOf(weak))).isTrue();
        assertThat(upgrading.isOutdated("no hash")).isFalse();
        assertThat(new EncoderHasher(encoder, false).verify("secret", String.valueOf(weak)))
                .isEqualTo(Verdict.MATCH);
        PasswordHasher delegating = new EncoderHasher(PasswordEncoderFactories.createDelegatingPasswordEncoder(), true);
        for (Map.Entry<String, Verdict> text : Map.of(
                        "",
                        Verdict.UNUSABLE,
                        "no hash",
                        Verdict.UNUSABLE,
                        "{rot13}x",
                        Verdict.UNUSABLE,
                        "{noop}x",
                        Verdict.MISMATCH)
                .entrySet()) {
            assertThat(delegating.verify("secret", text.getKey()))
                    .as(text.getKey())
                    .isEqualTo(text.getValue());
        }
    }
}
