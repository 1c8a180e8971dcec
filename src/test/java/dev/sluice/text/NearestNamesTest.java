package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {

  private final NodeRegistry registry = NodeRegistries.builtIn();

  @ParameterizedTest
  @CsvSource({
    "IfNod, IfNode",
    "IfNoed, IfNode",
    "SwichtNode, SwitchNode",
    "HTTPSuperNode, HttpSuperNode",
    "ClickElementNodee, ClickElementNode",
  })
  void of_misspeltType_beginsWithTheTypeMeant(String unknown, String meant) {
    assertThat(NearestNames.of(unknown, registry.names())).first().isEqualTo(meant);
  }

  @Test
  void of_nothingNear_isEmpty() {
    assertThat(NearestNames.of("Zzzzzzzz", registry.names())).isEmpty();
    assertThat(NearestNames.of("x", List.of("y", "z"))).isEmpty();
    assertThat(NearestNames.of("", List.of("a"))).isEmpty();
    assertThat(NearestNames.of("value", List.of())).isEmpty();
  }

  @Test
  void of_equalDistance_isAlphabeticalAndAtMostThree() {
    assertThat(NearestNames.of("port", List.of("sort", "part", "fort", "port_1", "pork")))
        .containsExactly("fort", "part", "pork");
  }

  @Test
  void of_namesThatDifferInCase_excludeOthers() {
    assertThat(NearestNames.of("VALUE", List.of("valve", "value", "values")))
        .containsExactly("value");
    assertThat(NearestNames.of("X", List.of("x", "y"))).containsExactly("x");
  }

  @Test
  void of_theNameItself_isNotGiven() {
    assertThat(NearestNames.of("value", List.of("value", "valve"))).containsExactly("valve");
  }

  @ParameterizedTest
  @CsvSource({
    "duration, duration_ms",
    "duration_ms, duration",
    "duration_s, duration_ms",
    "timeout_seconds, timeout_minutes",
    "timeoutMs, timeoutS",
    "max_kb, max_mb",
    "hours, days",
  })
  void of_nameInAnotherUnit_isNotGiven(String unknown, String known) {
    assertThat(NearestNames.of(unknown, List.of(known))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "durtion_ms, duration_ms",
    "duration_sm, duration_ms",
    "delayms, delay_ms",
    "delay_msec, delay_ms",
    "timeout_secnods, timeout_seconds",
    "maxByte, maxBytes",
    "secnd, second",
  })
  void of_nameInTheSameUnit_isGiven(String unknown, String known) {
    assertThat(NearestNames.of(unknown, List.of(known))).containsExactly(known);
  }

  @Test
  void of_aNameGivenTwice_isAnsweredOnce() {
    assertThat(NearestNames.of("valeu", List.of("value", "value"))).containsExactly("value");
  }

  @Test
  void of_distanceOverAThird_isTooFar() {
    assertThat(NearestNames.of("abcdef", List.of("abcdxy"))).containsExactly("abcdxy");
    assertThat(NearestNames.of("abcdef", List.of("abcxyz"))).isEmpty();
  }

  @Test
  @Timeout(20)
  void of_hostileInput_isBounded() {
    String longest = "a".repeat(NearestNames.MAX_LENGTH);

    assertThat(NearestNames.of(longest + "a", List.of(longest))).isEmpty();
    assertThat(NearestNames.of(longest, List.of("x".repeat(1_000_000)))).isEmpty();
    assertThat(NearestNames.of(longest, List.of(longest.substring(1)))).hasSize(1);
    List<String> many =
        new ArrayList<>(Collections.nCopies(NearestNames.MAX_CANDIDATES, "ab".repeat(64)));
    many.add(longest);
    assertThat(NearestNames.of(longest, many)).isEmpty();
  }

  @Test
  void to_randomPairs_isTheUnboundedDistanceAsFarAsTheBound() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String from = word(random);
      String to = word(random);
      int bound = 1 + random.nextInt(4);
      int exact = distance(from, to);

      int found = new EditDistance(from).to(to, bound);

      assertThat(Math.min(found, bound + 1))
          .as("%s to %s within %d", from, to, bound)
          .isEqualTo(Math.min(exact, bound + 1));
    }
  }

  @Test
  void to_severalNamesInTurn_leavesNothingBehind() {
    EditDistance distance = new EditDistance("kitten");

    assertThat(distance.to("sitting", 5)).isEqualTo(3);
    assertThat(distance.to("kitten", 5)).isZero();
    assertThat(distance.to("iktten", 2)).isEqualTo(1);
    assertThat(distance.to("zzzzzz", 2)).isGreaterThan(2);
    assertThat(distance.to("sitting", 3)).isEqualTo(3);
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  /** The textbook's full table. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + cost, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
