package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanonicalDigestTest {

  @Test
  void of_anything_is64Digits() {
    assertThat(CanonicalDigest.of(Map.of())).matches("[0-9a-f]{64}");
  }

  /** The digest is kept outside the process, so it must never change. */
  @Test
  void of_knownValue_isStable() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", "T\u00e9a \ud83d\ude00");
    value.put("list", Arrays.asList(1L, 2.5, null, true));
    assertThat(CanonicalDigest.of(value))
        .isEqualTo("2700e38ea4a8f64d775c970f3dec235cd45a1a8a74552f01a6693a828f8be946");
  }

  @Test
  void of_permutedKeys_isTheSame() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("a", Map.of("x", 1L));
    one.put("b", List.of("y"));
    one.put("\ud83d\ude00", "z");
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("\ud83d\ude00", "z");
    other.put("b", List.of("y"));
    other.put("a", Map.of("x", 1L));

    assertThat(CanonicalDigest.of(one)).isEqualTo(CanonicalDigest.of(other));
  }

  @Test
  void of_numbersOfOneValue_isTheSame() {
    assertThat(digests(1L, 1.0, BigInteger.ONE, new BigDecimal("1.0"), new BigDecimal("10e-1")))
        .hasSize(1);
    assertThat(digests(0L, 0.0, -0.0, new BigDecimal("0e5"))).hasSize(1);
    assertThat(digests(Double.parseDouble("2e23"), new BigInteger("200000000000000000000000")))
        .hasSize(1);
    assertThat(digests(0.1, new BigDecimal("0.10"))).hasSize(1);
    assertThat(digests(Double.parseDouble("1e308"), BigInteger.TEN.pow(308))).hasSize(1);
  }

  @Test
  void of_differentValues_differs() {
    List<Object> values =
        Arrays.asList(
            null,
            true,
            false,
            "",
            "1",
            "null",
            1L,
            -1L,
            10L,
            0.1,
            0.30000000000000004,
            0.3,
            new BigDecimal("0.3000000000000000400000001"),
            Long.MAX_VALUE,
            BigInteger.ONE.shiftLeft(63),
            List.of(),
            Map.of(),
            List.of(List.of()),
            List.of(1L, 2L),
            List.of(2L, 1L),
            List.of(12L),
            List.of("a", "b"),
            List.of("ab"),
            Map.of("a", "b"),
            Map.of("ab", ""),
            Map.of("a", List.of("b")),
            Collections.singletonMap("a", null),
            "\ud83d",
            "\ude00",
            "?");

    assertThat(digests(values.toArray())).hasSize(values.size());
  }

  @Test
  void of_deepValue_needsNoStack() {
    Object deep = 1L;
    for (int i = 0; i < 100_000; i++) {
      deep = i % 2 == 0 ? List.of(deep) : Map.of("k", deep);
    }
    assertThat(CanonicalDigest.of(deep)).hasSize(64);
  }

  @Test
  void of_longText_countsEveryCharacter() {
    assertThat(digests("x".repeat(100_000), "x".repeat(99_999) + "y", "x".repeat(99_999)))
        .hasSize(3);
  }

  private static Set<String> digests(Object... values) {
    List<String> digests = new ArrayList<>();
    for (Object value : values) {
      digests.add(CanonicalDigest.of(value));
    }
    return new HashSet<>(digests);
  }
}
