package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberIndexTest {

  private static final int COUNT = 1 << 12;

  @Test
  void index_namesOfOneHashCode_areReadOncePerLookup() {
    List<String> names = IntStream.range(0, COUNT).mapToObj(MemberIndexTest::colliding).toList();
    assertThat(names.stream().mapToInt(String::hashCode).distinct().count()).isEqualTo(1);
    MemberIndex index = new MemberIndex(0);
    AtomicInteger read = new AtomicInteger();
    MemberIndex.Names reader =
        distance -> {
          read.incrementAndGet();
          return names.get(distance - 1);
        };

    for (int i = 0; i < COUNT; i++) {
      index.add(names.get(i), i + 1, reader);
    }
    for (int i = 0; i < COUNT; i++) {
      assertThat(index.find(names.get(i), reader)).isEqualTo(i + 1);
    }

    assertThat(read.get()).isBetween(COUNT, COUNT + COUNT / 100);
  }

  private static String colliding(int number) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 12; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }
}
