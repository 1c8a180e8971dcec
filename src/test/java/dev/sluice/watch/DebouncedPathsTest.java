package dev.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebouncedPathsTest {

  private static final long SECOND = 1_000_000_000;
  private static final long QUIET = SECOND / 10;

  private final DebouncedPaths debounced = new DebouncedPaths(QUIET);

  @Test
  void take_quietPath_isDueAlone() {
    debounced.changed(Path.of("a"), 0);
    debounced.changed(Path.of("b"), QUIET - 1);

    assertThat(debounced.next()).isEqualTo(QUIET);
    assertThat(debounced.take(QUIET - 1).isEmpty()).isTrue();
    assertThat(debounced.take(QUIET).paths()).containsExactly(Path.of("a"));
    assertThat(debounced.take(QUIET).isEmpty()).isTrue();
    assertThat(debounced.take(2 * QUIET).paths()).containsExactly(Path.of("b"));
    assertThat(debounced.next()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void take_twoEndsOfAMove_areDueTogether() {
    debounced.changed(Path.of("a"), 0);
    debounced.changed(Path.of("b"), QUIET / 2);

    assertThat(debounced.take(QUIET).paths()).containsExactlyInAnyOrder(Path.of("a"), Path.of("b"));
  }

  @Test
  void changed_tooManyPaths_makesEverythingDue() {
    for (int i = 0; i <= DebouncedPaths.MOST_PATHS; i++) {
      debounced.changed(Path.of("f" + i), 0);
    }

    assertThat(debounced.take(QUIET).everything()).isTrue();
    assertThat(debounced.next()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void lost_overAndOver_walksLessAndLessOften() {
    List<Long> walks = new ArrayList<>();
    for (long now = 0; now < 300 * SECOND; now += QUIET) {
      debounced.lost(now);
      if (debounced.take(now).everything()) {
        walks.add(now / SECOND);
      }
    }

    assertThat(walks).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L);
  }

  @Test
  void lost_afterAPause_walksAtOnce() {
    for (long now = 0; now < 20 * SECOND; now += QUIET) {
      debounced.lost(now);
      debounced.take(now);
    }

    debounced.take(40 * SECOND);
    debounced.lost(400 * SECOND);
    assertThat(debounced.next()).isEqualTo(400 * SECOND + QUIET);
    debounced.take(401 * SECOND);
    debounced.lost(401 * SECOND);
    assertThat(debounced.next()).isEqualTo(402 * SECOND);
  }

  @Test
  void lost_duringTheDistance_isFollowedByAWalk() {
    debounced.lost(0);
    debounced.take(QUIET);
    debounced.lost(2 * QUIET);

    assertThat(debounced.take(3 * QUIET).everything()).isFalse();
    assertThat(debounced.take(2 * SECOND).everything()).isTrue();
  }
}
