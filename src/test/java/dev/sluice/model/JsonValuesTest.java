package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
final class JsonValuesTest {

  private static Map<String, Object> in(Object value) {
    List<Object> list = new ArrayList<>();
    list.add(1);
    list.add(value);
    return Map.of("a/b", Map.of("~", list));
  }

  private static Map<String, Object> cycle() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);
    return map;
  }

  @ParameterizedTest
  @MethodSource
  void copyOf_foreignValue_isRefusedWithItsPointer(Object value, String reason) {
    assertThatThrownBy(() -> JsonValues.copyOf("config", in(value)))
        .isInstanceOfSatisfying(
            InvalidValueException.class,
            e -> assertThat(e.pointer()).startsWith("/config/a~1b/~0/1"))
        .hasMessageContaining(reason);
  }

  static Stream<Arguments> copyOf_foreignValue_isRefusedWithItsPointer() {
    String foreign = " is not a JSON value (/config/a~1b/~0/1)";
    return Stream.of(
        arguments(Path.of("a"), "Path" + foreign),
        arguments(Set.of(1), foreign),
        arguments(new ArrayDeque<>(), "java.util.ArrayDeque" + foreign),
        arguments((Iterable<Object>) () -> Stream.generate(Object::new).iterator(), foreign),
        arguments(LocalDate.EPOCH, "java.time.LocalDate" + foreign),
        arguments(Severity.ERROR, "dev.sluice.model.Severity" + foreign),
        arguments(Optional.of(1), "java.util.Optional" + foreign),
        arguments(new int[1], "[I" + foreign),
        arguments(new Object[0], "[Ljava.lang.Object;" + foreign),
        arguments('c', "java.lang.Character" + foreign),
        arguments(Double.NaN, "NaN is not a finite 64-bit number (/config/a~1b/~0/1)"),
        arguments(Float.NEGATIVE_INFINITY, "-Infinity is not a finite 64-bit number"),
        arguments(new BigDecimal("1e400"), "1E+400 is not a finite 64-bit number"),
        arguments(BigInteger.TEN.pow(400), "1" + "0".repeat(29) + "… is not a finite"),
        arguments("\ud83d!", "a string contains half a surrogate pair (/config/a~1b/~0/1)"),
        arguments(Map.of("\ude00", 1), "a string contains half a surrogate pair"),
        arguments(Map.of(1, 1), "the key 1 is not a string"),
        arguments(cycle(), "the value contains itself (/config/a~1b/~0/1/self)"));
  }

  @Test
  void copyOf_valuesOfAllKinds_isEqualAndNeverChanges() {
    AtomicInteger counter = new AtomicInteger(7);
    LongAdder adder = new LongAdder();
    adder.add(8);
    List<Object> list =
        new ArrayList<>(
            Arrays.asList(
                null,
                true,
                "t😀",
                1,
                2L,
                (short) 3,
                (byte) 4,
                0.5,
                0.25f,
                new BigDecimal("1.10"),
                BigInteger.TWO,
                counter,
                new AtomicLong(9),
                adder));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("list", list);
    map.put("null", null);

    Map<String, Object> copy = JsonValues.copyOf("config", map);
    counter.set(0);
    list.clear();
    map.clear();

    assertThat(copy).containsOnlyKeys("list", "null").containsEntry("null", null);
    assertThat(copy.get("list"))
        .isEqualTo(
            Arrays.asList(null, true, "t😀", 1L, 2L, 3L, 4L, 0.5, 0.25, 1.1, 2L, 7L, 9L, 8L));
    assertThatThrownBy(() -> copy.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(JsonValues.copyOf("config", copy)).isSameAs(copy);
  }

  @Test
  void copyOf_oneListInTwoPlaces_isNotACycle() {
    List<Object> shared = List.of(1L);

    assertThat(JsonValues.copyOf("config", Map.of("a", shared, "b", List.of(shared, shared))))
        .isEqualTo(Map.of("a", shared, "b", List.of(shared, shared)));
  }
}
