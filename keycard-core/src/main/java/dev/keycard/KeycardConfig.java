package dev.keycard;

import dev.keycard.account.AccountConfig;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.cleanup.CleanupConfig;
import dev.keycard.key.JwtConfig;
import dev.keycard.password.PasswordConfig;
import dev.keycard.recovery.RecoveryConfig;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.session.SessionConfig;
import dev.keycard.text.Characters;
import dev.keycard.text.Nearest;
import dev.keycard.throttle.ThrottleConfig;
import java.util.List;

/**
 * The configuration of the engine, with one record for each feature. Made by {@link #builder()}. Immutable.
 *
 * @param tiers the names of the tiers of users, the lowest first; none by default
 */
public record KeycardConfig(
        JwtConfig jwt,
        SessionConfig session,
        ApiTokenConfig apiToken,
        PasswordConfig password,
        ThrottleConfig throttle,
        ChangeConfig change,
        RecoveryConfig recovery,
        RegistrationConfig registration,
        AccountConfig account,
        CleanupConfig cleanup,
        List<String> tiers) {

    public KeycardConfig {
        tiers = List.copyOf(tiers);
        if (!registration.tier().isEmpty()) {
            requireTier(tiers, "registration.tier", registration.tier());
        }
    }

    /**
     * Throws an {@link IllegalArgumentException} if tiers are configured and a setting names another one: a misspelt tier would
     * have no effect.
     */
    public void requireTier(String setting, String tier) {
        requireTier(tiers, setting, tier);
    }

    private static void requireTier(List<String> tiers, String setting, String tier) {
        if (!tiers.isEmpty() && !tiers.contains(tier)) {
            String shown = Characters.excerpt(tier);
            throw new IllegalArgumentException(setting + ": permission.tiers has no tier \"" + shown
                    + "\"; the nearest is " + Nearest.to(shown, tiers));
        }
    }

    /** Each part with its own defaults. */
    public static KeycardConfig defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from this configuration. */
    public Builder toBuilder() {
        return new Builder()
                .jwt(jwt)
                .session(session)
                .apiToken(apiToken)
                .password(password)
                .throttle(throttle)
                .change(change)
                .recovery(recovery)
                .registration(registration)
                .account(account)
                .cleanup(cleanup)
                .tiers(tiers);
    }

    /** Changes single parts; the others keep their values. Not thread-safe. */
    public static final class Builder {

        private JwtConfig jwt = JwtConfig.defaults();
        private SessionConfig session = SessionConfig.defaults();
        private ApiTokenConfig apiToken = ApiTokenConfig.defaults();
        private PasswordConfig password = PasswordConfig.defaults();
        private ThrottleConfig throttle = ThrottleConfig.defaults();
        private ChangeConfig change = ChangeConfig.defaults();
        private RecoveryConfig recovery = RecoveryConfig.off();
        private RegistrationConfig registration = RegistrationConfig.off();
        private AccountConfig account = AccountConfig.defaults();
        private CleanupConfig cleanup = CleanupConfig.defaults();
        private List<String> tiers = List.of();

        private Builder() {}

        public Builder jwt(JwtConfig value) {
            jwt = value;
            return this;
        }

        public Builder session(SessionConfig value) {
            session = value;
            return this;
        }

        public Builder apiToken(ApiTokenConfig value) {
            apiToken = value;
            return this;
        }

        public Builder password(PasswordConfig value) {
            password = value;
            return this;
        }

        public Builder throttle(ThrottleConfig value) {
            throttle = value;
            return this;
        }

        public Builder change(ChangeConfig value) {
            change = value;
            return this;
        }

        public Builder recovery(RecoveryConfig value) {
            recovery = value;
            return this;
        }

        public Builder registration(RegistrationConfig value) {
            registration = value;
            return this;
        }

        public Builder account(AccountConfig value) {
            account = value;
            return this;
        }

        public Builder cleanup(CleanupConfig value) {
            cleanup = value;
            return this;
        }

        public Builder tiers(List<String> value) {
            tiers = value;
            return this;
        }

        /**
         * Checks the parts against each other.
         *
         * @throws IllegalArgumentException with the name of the setting
         */
        public KeycardConfig build() {
            return new KeycardConfig(
                    jwt,
                    session,
                    apiToken,
                    password,
                    throttle,
                    change,
                    recovery,
                    registration,
                    account,
                    cleanup,
                    tiers);
        }
    }
}
