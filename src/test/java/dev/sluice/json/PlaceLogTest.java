package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PlaceLogTest {

  private final PlaceLog log = new PlaceLog();
  private final List<Place> added = new ArrayList<>();

  private void add(long offset, int line, int column) {
    log.add(offset, line, column);
    added.add(new Place(line, column, offset));
  }

  /** Places along lines of all lengths, some of them behind characters of several bytes. */
  private void addMany(int count) {
    Random random = new Random(3);
    long offset = 5;
    int line = 1;
    int column = 6;
    for (int i = 0; i < count; i++) {
      add(offset, line, column);
      int step = 1 + random.nextInt(i % 50 == 0 ? 1 << 24 : 200);
      offset += step;
      switch (random.nextInt(3)) {
        case 0 -> column += step;
        case 1 -> column += 1 + step / 3;
        default -> {
          line += 1 + random.nextInt(300);
          column = 1 + random.nextInt(step);
        }
      }
    }
  }

  @Test
  void notBehind_eachOffset_isTheLastPlaceUpToIt() {
    addMany(1_000);

    assertThat(log.notBehind(4)).isNull();
    for (int i = 0; i < added.size(); i++) {
      Place place = added.get(i);
      assertThat(log.notBehind(place.offset())).isEqualTo(place);
      if (i > 0) {
        assertThat(log.notBehind(place.offset() - 1)).isEqualTo(added.get(i - 1));
      }
    }
    assertThat(log.notBehind(Long.MAX_VALUE)).isEqualTo(added.get(999));
  }

  @Test
  void after_eachPlace_isTheNextOne() {
    addMany(1_000);

    for (int i = 0; i + 1 < added.size(); i++) {
      assertThat(log.after(added.get(i).offset())).isEqualTo(added.get(i + 1));
    }
  }

  @Test
  void clear_thenAdd_knowsTheNewPlacesOnly() {
    addMany(200);
    log.clear();
    assertThat(log.notBehind(Long.MAX_VALUE)).isNull();

    log.add(70, 3, 4);
    log.add(80, 3, 9);

    assertThat(log.size()).isEqualTo(2);
    assertThat(log.notBehind(75)).isEqualTo(new Place(3, 4, 70));
    assertThat(log.after(70)).isEqualTo(new Place(3, 9, 80));
  }
}
