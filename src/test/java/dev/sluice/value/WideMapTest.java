package dev.sluice.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WideMapTest {

  private final WideMap map = new WideMap();

  @Test
  void map_randomKeys_isThatOfTheJdk() {
    Random random = new Random(7);
    Map<String, Object> expected = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "k" + random.nextInt(5_000);
      int position = map.add(key);
      assertThat(position < 0).isEqualTo(expected.containsKey(key));
      map.set(position < 0 ? ~position : position, i);
      expected.put(key, i);
      if (i % 1_000 == 0 || i < 20) {
        assertThat(map).isEqualTo(expected);
      }
    }
    assertThat(List.copyOf(map.entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
    List<String> keys = new ArrayList<>();
    map.forEach((key, value) -> keys.add(key));
    assertThat(keys).isEqualTo(List.copyOf(expected.keySet()));
    assertThat(map.get("other")).isNull();
    assertThat(map.containsKey("other")).isFalse();
  }

  @Test
  void entries_behindTheLast_fail() {
    var iterator = map.entrySet().iterator();

    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void keys_ofOneHashCode_areSpread() {
    List<String> colliding =
        IntStream.range(0, 1 << 14).mapToObj(WideMapTest::colliding).collect(Collectors.toList());
    assertThat(colliding.stream().mapToInt(String::hashCode).distinct()).hasSize(1);

    colliding.forEach(map::add);

    assertThat(map).hasSize(1 << 14);
    assertThat(map.longestRun()).isLessThan(100);
  }

  private static String colliding(int number) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 14; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }
}
