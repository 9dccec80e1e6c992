package dev.keycard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.store.SizeLimits.Bound;
import dev.keycard.store.SizeLimits.Level;
import org.junit.jupiter.api.Test;

class SizeLimitsTest {

    private static final SizeLimits LIMITS =
            new SizeLimits(new Bound(1000, 1600), new Bound(100, 160), new Bound(200, 100));

    @Test
    void judges_eachSizeByItsBounds() {
        assertThat(level(1000, 100, 200)).isEqualTo(Level.ROOM);
        assertThat(level(1001, 0, 1000)).isEqualTo(Level.TIGHT);
        assertThat(level(0, 101, 1000)).isEqualTo(Level.TIGHT);
        assertThat(level(0, 0, 199)).isEqualTo(Level.TIGHT);
        assertThat(level(1601, 0, 1000)).isEqualTo(Level.FULL);
        assertThat(level(0, 161, 1000)).isEqualTo(Level.FULL);
        assertThat(level(0, 0, 99)).isEqualTo(Level.FULL);
        assertThat(level(1001, 0, 99)).isEqualTo(Level.FULL);
    }

    @Test
    void goesOn_onlyWithSomeMoreRoom() {
        assertThat(stopped(1501, 0, 1000)).isEqualTo(Level.FULL);
        assertThat(stopped(1500, 0, 1000)).isEqualTo(Level.TIGHT);
        assertThat(stopped(0, 0, 105)).isEqualTo(Level.FULL);
        assertThat(stopped(0, 0, 106)).isEqualTo(Level.TIGHT);
    }

    @Test
    void tells_whichSettingItIsAbout() {
        assertThat(LIMITS.judge(new StoreSize(0, 0, 0), false).sentence()).contains("store.stop-observations-free");
        assertThat(LIMITS.judge(new StoreSize(0, 161, 1000), false).sentence())
                .contains("audit.stop-observations-size");
    }

    @Test
    void withoutBounds_everythingHasRoom() {
        SizeLimits none = new SizeLimits(Bound.NONE, Bound.NONE, new Bound(0, 0));

        assertThat(none.judge(new StoreSize(Long.MAX_VALUE, Long.MAX_VALUE, 0), true)
                        .level())
                .isEqualTo(Level.ROOM);
    }

    @Test
    void refuses_stoppingBeforeTheWarning() {
        assertThatThrownBy(() -> new SizeLimits(new Bound(2, 1), Bound.NONE, new Bound(0, 0)))
                .hasMessage("store.warn-size must be at most store.stop-observations-size");
        assertThatThrownBy(() -> new SizeLimits(Bound.NONE, new Bound(2, 1), new Bound(0, 0)))
                .hasMessage("audit.warn-size must be at most audit.stop-observations-size");
        assertThatThrownBy(() -> new SizeLimits(Bound.NONE, Bound.NONE, new Bound(1, 2)))
                .hasMessage("store.warn-free must be at least store.stop-observations-free");
    }

    private static Level level(long database, long audit, long free) {
        return LIMITS.judge(new StoreSize(database, audit, free), false).level();
    }

    private static Level stopped(long database, long audit, long free) {
        return LIMITS.judge(new StoreSize(database, audit, free), true).level();
    }
}
