package dev.sluice.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IdTableTest {

  private final IdTable ids = new IdTable();

  @Test
  void number_ofManyIds_isTheOrderTheyCameIn() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 70_000; i++) {
        assertThat(ids.number("node_" + i)).isEqualTo(i);
      }
    }

    assertThat(ids.size()).isEqualTo(70_000);
    assertThat(ids.get(69_999)).isEqualTo("node_69999");
    assertThat(ids.startsWith(69_999, "node_69")).isTrue();
    assertThat(ids.startsWith(69_999, "node_60")).isFalse();
    assertThat(ids.find("node_70000")).isEqualTo(-1);
  }

  @Test
  void number_ofIdsWithOneHash_distinguishesThem() {
    List<String> alike = alike(10);
    assertThat(alike.stream().mapToInt(String::hashCode).distinct().count()).isOne();

    alike.forEach(ids::number);

    for (int i = 0; i < alike.size(); i++) {
      assertThat(ids.find(alike.get(i))).isEqualTo(i);
      assertThat(ids.get(i)).isEqualTo(alike.get(i));
    }
    assertThat(ids.find("BB".repeat(9) + "Ab")).isEqualTo(-1);
  }

  /** Two to the power of {@code pairs} strings of one hash. */
  private static List<String> alike(int pairs) {
    List<String> all = List.of("");
    for (int i = 0; i < pairs; i++) {
      List<String> longer = new ArrayList<>();
      all.forEach(
          start -> {
            longer.add(start + "Aa");
            longer.add(start + "BB");
          });
      all = longer;
    }
    return all;
  }

  @Test
  void find_equalTextInAnotherString_isTheSameNumber() {
    List<String> texts = List.of("a", "é", "日本", "\uD800", "b");
    texts.forEach(ids::number);

    for (int i = 0; i < texts.size(); i++) {
      assertThat(ids.find(copyOf(texts.get(i)))).isEqualTo(i);
    }
    assertThat(ids.find("c")).isEqualTo(-1);
  }

  private static String copyOf(String text) {
    return String.valueOf(text.toCharArray());
  }

  @Test
  void number_lookedForInVainBefore_isFoundAfterwards() {
    String id = "a";
    assertThat(ids.find(id)).isEqualTo(-1);

    ids.number(id);

    assertThat(ids.find(id)).isZero();
  }

  @Test
  void startsWith_shorterEqualOrLongerPrefix_comparesChars() {
    ids.number("__é_");

    assertThat(ids.startsWith(0, "")).isTrue();
    assertThat(ids.startsWith(0, "__é")).isTrue();
    assertThat(ids.startsWith(0, "__é_")).isTrue();
    assertThat(ids.startsWith(0, "__é__")).isFalse();
    assertThat(ids.startsWith(0, "_é")).isFalse();
  }
}
