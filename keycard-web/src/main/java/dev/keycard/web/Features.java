package dev.keycard.web;

import dev.keycard.gate.Authenticator;
import dev.keycard.gate.Scheme;
import dev.keycard.web.account.AccountFeature;
import dev.keycard.web.apitoken.ApiTokenFeature;
import dev.keycard.web.authcheck.AuthCheckEndpoint;
import dev.keycard.web.changes.ChangesFeature;
import dev.keycard.web.feature.Feature;
import dev.keycard.web.feature.WebContext;
import dev.keycard.web.jwks.JwksEndpoint;
import dev.keycard.web.mailchange.MailChangeFeature;
import dev.keycard.web.metrics.MetricsEndpoint;
import dev.keycard.web.oauth2.Oauth2Feature;
import dev.keycard.web.recovery.RecoveryFeature;
import dev.keycard.web.registration.RegistrationFeature;
import dev.keycard.web.session.SessionFeature;
import dev.keycard.web.signin.BasicFeature;
import dev.keycard.web.staff.StaffFeature;
import dev.keycard.web.token.TokenPairFeature;
import java.util.List;
import java.util.stream.Stream;

/** The list of all features of the API. */
final class Features {

    private final WebContext web;
    private final Feature tokenPairs;
    private final Feature apiTokens;
    private final Feature sessions;
    private final List<Feature> bringingSchemes;

    Features(WebContext web) {
        this.web = web;
        this.tokenPairs = TokenPairFeature.of(web);
        this.apiTokens = ApiTokenFeature.of(web);
        this.sessions = SessionFeature.of(web);
        this.bringingSchemes = List.of(tokenPairs, apiTokens, sessions, BasicFeature.of(web));
    }

    /** All features, in the order in which the API is described. */
    List<Feature> all() {
        var changes = new ChangesFeature(web);
        return List.of(
                tokenPairs,
                apiTokens,
                Oauth2Feature.of(web),
                changes.changes(),
                changes.sharedSignals(),
                sessions,
                AccountFeature.profile(web),
                AccountFeature.logins(web),
                AccountFeature.password(web),
                StaffFeature.of(web),
                RecoveryFeature.of(web),
                RegistrationFeature.of(web),
                MailChangeFeature.of(web),
                Feature.of("jwks", new JwksEndpoint(web.engine().keys(), web.clock()).routes())
                        .onlyWith(Scheme.JWT),
                Feature.of(
                        "auth-check",
                        new AuthCheckEndpoint(
                                        web.config().authCheck(),
                                        web.throttle()::count,
                                        web.throttle().mayWait())
                                .routes()),
                Feature.of("health", new HealthEndpoints(web.engine()::isReady).routes()),
                Feature.of("metrics", MetricsEndpoint.routes(web.environment().metrics())));
    }

    /**
     * The enabled features: those that are not switched off, and whose scheme is enabled.
     *
     * @throws IllegalArgumentException if an unknown feature is switched off, or one that an enabled feature needs
     */
    List<Feature> enabled() {
        List<Feature> all = all();
        EndpointSwitches switches = new EndpointSwitches(web.config().endpointsOff());
        switches.check(all);
        return all.stream()
                .filter(feature -> !switches.off().contains(feature.name()))
                .filter(feature ->
                        feature.scheme() == null || web.config().schemes().contains(feature.scheme()))
                .toList();
    }

    /** The authenticators of the enabled schemes, in the order of the configuration. */
    List<Authenticator> authenticators() {
        List<Feature> ofSchemes = web.config().schemes().stream()
                .flatMap(scheme -> bringingSchemes.stream().filter(feature -> feature.scheme() == scheme))
                .toList();
        return Stream.concat(
                        ofSchemes.stream().flatMap(feature -> feature.authenticators().inOrder().stream()),
                        ofSchemes.stream().flatMap(feature -> feature.authenticators().last().stream()))
                .toList();
    }
}
