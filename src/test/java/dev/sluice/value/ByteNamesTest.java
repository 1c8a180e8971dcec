package dev.sluice.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class ByteNamesTest {

  /** The slots of the table of a small document, before and after it grows. */
  private static final int SLOTS = 128;

  private static final int LATER = 4 * SLOTS;

  private final List<String> chosen = new ArrayList<>();
  private int candidate;

  /** Adds names whose slot in the larger table fulfils a condition. */
  private void choose(int count, IntPredicate slot) {
    for (int left = count; left > 0; candidate++) {
      String name = "n" + candidate;
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      if (slot.test(ByteNames.hash(bytes, 0, bytes.length) & (LATER - 1))) {
        chosen.add(name);
        left--;
      }
    }
  }

  @Test
  void find_namesThatHadWrappedAroundBeforeTheTableGrew_areFound() {
    choose(16, slot -> slot == SLOTS - 16);
    choose(15, slot -> slot == SLOTS - 1); // these go to the first slots
    choose(40, slot -> slot % SLOTS >= 20 && slot % SLOTS < 60);
    byte[] document = String.join(" ", chosen).getBytes(StandardCharsets.US_ASCII);
    ByteNames names = new ByteNames(document);

    int from = 0;
    for (String name : chosen) {
      names.number(from, from + name.length());
      from += name.length() + 1;
    }

    assertThat(names.size()).isGreaterThan(SLOTS / 2);
    for (int number = 0; number < names.size(); number++) {
      assertThat(names.find(names.name(number))).isEqualTo(number);
    }
  }
}
