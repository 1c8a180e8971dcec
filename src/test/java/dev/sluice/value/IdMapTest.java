package dev.sluice.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IdMapTest {

  private static IdMap<Integer> numbered(String... ids) {
    IdMap<Integer> map = new IdMap<>();
    for (String id : ids) {
      map.put(id, map.size());
    }
    return map;
  }

  @Test
  void put_ofRandomIds_isAsInALinkedMap() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      IdMap<Integer> map = new IdMap<>();
      Map<String, Integer> plain = new LinkedHashMap<>();
      for (int i = random.nextInt(300); i > 0; i--) {
        String id = "n" + random.nextInt(200);
        assertThat(map.put(id, i)).isEqualTo(plain.put(id, i));
      }
      assertThat(map).isEqualTo(plain);
      assertThat(map.entrySet()).containsExactlyElementsOf(plain.entrySet());
      assertThat(map.values()).containsExactlyElementsOf(plain.values());
      assertThat(map.keySet()).containsExactlyElementsOf(plain.keySet());
      assertThat(map.get("other")).isNull();
      assertThat(map.containsKey("other")).isFalse();
    }
  }

  @Test
  void put_ofIdsWithOneHashCode_staysFast() {
    IdMap<Integer> map = new IdMap<>();
    for (int i = 0; i < 1 << 14; i++) { // by comparing each with all: 130 million comparisons
      StringBuilder id = new StringBuilder();
      for (int bit = 0; bit < 14; bit++) {
        id.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      map.put(id.toString(), i);
    }
    assertThat(map).hasSize(1 << 14).containsEntry("Aa".repeat(14), 0);
    assertThat(map.longestSearch()).isLessThan(200);
  }

  @Test
  void mapped_ofAMap_hasItsIdsInOrder() {
    IdMap<Integer> map = numbered("b", "a");
    assertThat(map.mapped((id, number) -> id + number).entrySet())
        .containsExactly(Map.entry("b", "b0"), Map.entry("a", "a1"));
  }

  @Test
  void put_intoAMapThatSharesItsIds_leavesTheOtherAsItIs() {
    IdMap<Integer> map = numbered("b", "a");
    IdMap<String> other = map.withValues(List.of("x", "y"));
    other.put("c", "z");
    map.put("d", 3);
    assertThat(other)
        .containsExactly(Map.entry("b", "x"), Map.entry("a", "y"), Map.entry("c", "z"));
    assertThat(map).containsOnlyKeys("b", "a", "d");
    assertThat(other.containsKey("d")).isFalse();
  }

  @Test
  void clear_ofAMapThatSharesItsIds_leavesTheOtherAsItIs() {
    IdMap<Integer> map = numbered("b", "a");
    IdMap<String> other = map.withValues(List.of("x", "y"));
    map.clear();
    assertThat(map).isEmpty();
    assertThat(map.get("b")).isNull();
    assertThat(other).containsExactly(Map.entry("b", "x"), Map.entry("a", "y"));
  }

  @Test
  void withValues_notOneForEachId_isRefused() {
    assertThatThrownBy(() -> numbered("a").withValues(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 ids cannot have 0 values");
  }

  @Test
  void iterator_behindTheLastEntry_fails() {
    Iterator<Map.Entry<String, Integer>> entries = new IdMap<Integer>().entrySet().iterator();
    assertThat(entries.hasNext()).isFalse();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }
}
