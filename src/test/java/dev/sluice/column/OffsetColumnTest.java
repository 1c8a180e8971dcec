package dev.sluice.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OffsetColumnTest {

  private final OffsetColumn column = new OffsetColumn();

  @Test
  void get_aroundFourGibibytes_isWhatWasAdded() {
    List<Long> offsets = List.of(0L, 1L << 31, (1L << 32) - 1, 1L << 32, 5L, Long.MAX_VALUE, 7L);
    offsets.forEach(column::add);

    for (int i = 0; i < offsets.size(); i++) {
      assertThat(column.get(i)).isEqualTo(offsets.get(i));
    }
  }

  @Test
  void set_aLargeOffsetAndBack_leavesTheOthersAlone() {
    for (int i = 0; i < 5; i++) {
      column.add(i);
    }
    column.set(2, 1L << 40);
    assertThat(column.get(2)).isEqualTo(1L << 40);
    column.set(2, 9);

    assertThat(List.of(column.get(1), column.get(2), column.get(3))).containsExactly(1L, 9L, 3L);
  }

  @Test
  void get_manyChunks_isWhatWasAdded() {
    for (int i = 0; i < 100_000; i++) {
      column.add(3L * i);
    }
    column.set(99_999, 1);

    for (int i = 0; i < 99_999; i++) {
      assertThat(column.get(i)).isEqualTo(3L * i);
    }
    assertThat(column.get(99_999)).isEqualTo(1);
  }

  @Test
  void clear_leavesRoomForOthers() {
    column.add(1L << 40);
    column.clear();
    column.add(2);

    assertThat(column.get(0)).isEqualTo(2);
  }
}
