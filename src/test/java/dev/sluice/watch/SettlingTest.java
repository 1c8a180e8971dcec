package dev.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingTest {

  private static final long SECOND = 1_000_000_000;
  private static final long QUIET = SECOND / 10;

  private final Settling settling = new Settling(QUIET);

  @Test
  void take_quietPath_isDueAlone() {
    settling.changed(Path.of("a"), 0);
    settling.changed(Path.of("b"), QUIET - 1);

    assertThat(settling.next()).isEqualTo(QUIET);
    assertThat(settling.take(QUIET - 1).isEmpty()).isTrue();
    assertThat(settling.take(QUIET).paths()).containsExactly(Path.of("a"));
    assertThat(settling.take(QUIET).isEmpty()).isTrue();
    assertThat(settling.take(2 * QUIET).paths()).containsExactly(Path.of("b"));
    assertThat(settling.next()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void take_twoEndsOfAMove_areDueTogether() {
    settling.changed(Path.of("a"), 0);
    settling.changed(Path.of("b"), QUIET / 2);

    assertThat(settling.take(QUIET).paths()).containsExactlyInAnyOrder(Path.of("a"), Path.of("b"));
  }

  @Test
  void changed_tooManyPaths_makesEverythingDue() {
    for (int i = 0; i <= Settling.MOST_PATHS; i++) {
      settling.changed(Path.of("f" + i), 0);
    }

    assertThat(settling.take(QUIET).everything()).isTrue();
    assertThat(settling.next()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void lost_overAndOver_walksLessAndLessOften() {
    List<Long> walks = new ArrayList<>();
    for (long now = 0; now < 300 * SECOND; now += QUIET) {
      settling.lost(now);
      if (settling.take(now).everything()) {
        walks.add(now / SECOND);
      }
    }

    assertThat(walks).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L);
  }

  @Test
  void lost_afterAPause_walksAtOnce() {
    for (long now = 0; now < 20 * SECOND; now += QUIET) {
      settling.lost(now);
      settling.take(now);
    }

    settling.take(40 * SECOND);
    settling.lost(400 * SECOND);
    assertThat(settling.next()).isEqualTo(400 * SECOND + QUIET);
    settling.take(401 * SECOND);
    settling.lost(401 * SECOND);
    assertThat(settling.next()).isEqualTo(402 * SECOND);
  }

  @Test
  void lost_duringTheDistance_isFollowedByAWalk() {
    settling.lost(0);
    settling.take(QUIET);
    settling.lost(2 * QUIET);

    assertThat(settling.take(3 * QUIET).everything()).isFalse();
    assertThat(settling.take(2 * SECOND).everything()).isTrue();
  }
}
