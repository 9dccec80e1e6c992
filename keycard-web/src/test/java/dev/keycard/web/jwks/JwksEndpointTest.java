package dev.keycard.web.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.key.Keys;
import org.junit.jupiter.api.Test;

class JwksEndpointTest {

    @Test
    void isPublished_forMuchLongerThanCachesKeepTheOldSet() {
        assertThat(Keys.PUBLISH_FOR).isGreaterThan(JwksEndpoint.MAX_AGE.multipliedBy(2));
    }
}
