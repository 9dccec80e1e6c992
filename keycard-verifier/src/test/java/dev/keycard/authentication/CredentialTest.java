package dev.keycard.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CredentialTest {

    private static final Entropy ENTROPY = new Random(9)::nextBytes;
    private static final TimeId ID = TimeId.at(Instant.EPOCH, ENTROPY);

    @Test
    void belongsToALogin_ifItIsATokenOfOneOrASession() {
        assertThat(new Credential.AccessToken(ID, null).login()).contains(ID);
        assertThat(new Credential.Session(ID, Instant.EPOCH).login()).contains(ID);
        assertThat(new Credential.AccessToken(null, null).login()).isEmpty();
        assertThat(new Credential.ApiToken(ID, Set.of(), null).login()).isEmpty();
        assertThat(new Credential.Basic().login()).isEmpty();
    }

    @Test
    void scopes_cannotGrowAfterwards() {
        Set<String> scopes = new HashSet<>(Set.of("read"));
        Credential.ApiToken token = new Credential.ApiToken(ID, scopes, null);
        scopes.add("write");

        assertThat(token.scopes()).containsExactly("read");
    }

    @Test
    void tellsWhenTheUserProvedWhoTheyAre_ifThatIsKnown() {
        assertThat(new Credential.AccessToken(ID, Instant.EPOCH).authTime()).contains(Instant.EPOCH);
        assertThat(new Credential.Session(ID, Instant.EPOCH).authTime()).contains(Instant.EPOCH);
        assertThat(new Credential.AccessToken(ID, null).authTime()).isEmpty();
        assertThat(new Credential.ApiToken(ID, Set.of(), null).authTime()).isEmpty();
        assertThat(new Credential.Basic().authTime()).isEmpty();
    }
}
