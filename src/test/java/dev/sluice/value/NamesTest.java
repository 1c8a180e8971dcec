package dev.sluice.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NamesTest {

  private final Names names = new Names();

  @Test
  void of_equalCharacters_givesTheSameString() {
    for (String name : List.of("", "a", "ab", "exec_out", "node_1", "x".repeat(64))) {
      String first = of(name);
      assertThat(first).isEqualTo(name);
      assertThat(of(name)).isSameAs(first);
    }
  }

  @Test
  void of_partOfAnArray_looksAtNothingAround() {
    String pooled = of("exec_in");
    assertThat(names.of("xexec_inx".toCharArray(), 1, 7)).isSameAs(pooled);
    assertThat(names.of("xexec_inx".toCharArray(), 1, 8)).isEqualTo("exec_inx");
  }

  @Test
  void of_aString_isWhatItsCharactersGiveLater() {
    String key = String.valueOf("node_7".toCharArray());
    assertThat(names.of(key)).isSameAs(key);
    assertThat(of("node_7")).isSameAs(key);
    assertThat(names.of(String.valueOf("node_7".toCharArray()))).isSameAs(key);
  }

  @Test
  void of_moreNamesThanItHolds_stillPoolsTheFirstOnes() {
    for (int i = 0; i < 1 << 17; i++) {
      of("node_" + i);
    }

    String late = String.valueOf("late".toCharArray());
    assertThat(names.of("late".toCharArray(), 0, 4)).isNull();
    assertThat(names.of(late)).isSameAs(late);
    assertThat(of("node_7")).isSameAs(of("node_7"));
  }

  @Test
  void of_aStringThatIsNotPooled_isThatString() {
    for (String name : List.of("x".repeat(65), "é")) {
      assertThat(names.of(name)).isSameAs(name);
    }
  }

  @Test
  void of_longerThan64_isNotPooled() {
    assertThat(of("x".repeat(65))).isNull();
  }

  @Test
  void of_beyondAscii_isNotPooled() {
    for (String name : List.of("é", "ab\u0080", "\u0080b", "日本", "\uD83D\uDE00", "\uD800")) {
      assertThat(of(name)).as(name).isNull();
    }
    assertThat(of("\u007F")).isEqualTo("\u007F");
  }

  @Test
  @SuppressWarnings("ReferenceEquality") // whether they are one string is the question
  void of_tensOfThousandsOfNames_growsAndKeepsMostPooled() {
    IdentityHashMap<String, Boolean> distinct = new IdentityHashMap<>();
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      first.add(of("node_" + i));
    }
    int pooled = 0;
    for (int i = 0; i < first.size(); i++) {
      String again = of("node_" + i);
      if (again != null) {
        assertThat(again).isEqualTo("node_" + i);
        assertThat(distinct.put(again, true)).as("node_%d is told apart", i).isNull();
        pooled += again == first.get(i) ? 1 : 0;
      }
    }
    assertThat(pooled).isGreaterThan(49_000);
  }

  @Test
  void of_namesThatDifferInOneCharacter_areDistinguished() {
    String base = "abcdefghijklmnopqrstuvwxyz0123456789";
    of(base);
    for (int i = 0; i < base.length(); i++) {
      StringBuilder other = new StringBuilder(base);
      other.setCharAt(i, '_');
      assertThat(of(other.toString())).isEqualTo(other.toString());
    }
  }

  private String of(String name) {
    return names.of(name.toCharArray(), 0, name.length());
  }
}
