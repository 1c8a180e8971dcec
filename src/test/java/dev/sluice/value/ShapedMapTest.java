package dev.sluice.value;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ShapedMapTest {

  private static final Shape SHAPE = Shape.empty().with("b").with("a").with("none");

  private final Map<String, Object> map = new ShapedMap(SHAPE, new Object[] {1L, "x", null});

  @Test
  void get_ofEachKey_isItsValue() {
    assertThat(map.get("b")).isEqualTo(1L);
    assertThat(map.get("a")).isEqualTo("x");
    assertThat(map.get("none")).isNull();
    assertThat(map.get("other")).isNull();
    assertThat(map.get(null)).isNull();
    assertThat(map.getOrDefault("other", 7)).isEqualTo(7);
  }

  @Test
  void containsKey_ofANullValue_isTrue() {
    assertThat(map.containsKey("none")).isTrue();
    assertThat(map.containsKey("other")).isFalse();
    assertThat(map.containsKey(null)).isFalse();
    assertThat(map.containsValue(null)).isTrue();
    assertThat(map.getOrDefault("none", 7)).isNull();
  }

  @Test
  void equals_aMapThatRefusesItsKeys_isFalse() {
    Map<?, ?> numbers = new TreeMap<>(Map.of(1, 1L, 2, "x", 3, 0));
    assertThat(map).isNotEqualTo(numbers);
    assertThat(map).isNotEqualTo(Map.of("b", 1L, "a", "x", "other", 0));
  }

  @Test
  void views_ofAMap_areInOrder() {
    assertThat(map.keySet()).containsExactly("b", "a", "none");
    assertThat(map.values()).containsExactly(1L, "x", null);
    assertThat(map.entrySet()).hasSize(3).first().isEqualTo(entry("b", 1L));
    assertThat(map).hasToString("{b=1, a=x, none=null}").hasSize(3);
    List<String> seen = new ArrayList<>();
    map.forEach((key, value) -> seen.add(key + value));
    assertThat(seen).containsExactly("b1", "ax", "nonenull");
  }

  @Test
  void equals_withOtherMaps_goesByContentAlone() {
    Map<String, Object> same = new HashMap<>();
    same.put("none", null);
    same.put("a", "x");
    same.put("b", 1L);
    assertThat(map).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(same).isEqualTo(map);
    Shape otherOrder = Shape.empty().with("none").with("a").with("b");
    assertThat(map).isEqualTo(new ShapedMap(otherOrder, new Object[] {null, "x", 1L}));

    same.remove("none");
    same.put("other", null);
    assertThat(map).as("null is not absent").isNotEqualTo(same);
    assertThat(map).isNotEqualTo(new ShapedMap(SHAPE, new Object[] {1L, "y", null}));
  }

  @Test
  void change_ofAnyKind_isRefused() {
    Iterator<Map.Entry<String, Object>> entries = map.entrySet().iterator();
    Map.Entry<String, Object> first = entries.next();
    List<ThrowingCallable> changes =
        List.of(
            () -> map.put("c", 1),
            () -> map.put("a", 1),
            () -> map.remove("a"),
            map::clear,
            () -> map.putAll(Map.of("a", 1)),
            () -> map.replaceAll((key, value) -> 1),
            () -> map.keySet().remove("a"),
            () -> map.values().clear(),
            () -> first.setValue(2L),
            entries::remove);
    for (ThrowingCallable change : changes) {
      assertThatThrownBy(change).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(map).hasToString("{b=1, a=x, none=null}");
  }

  @Test
  void next_behindTheLastEntry_fails() {
    Iterator<Map.Entry<String, Object>> entries =
        new ShapedMap(Shape.empty(), new Object[0]).entrySet().iterator();
    assertThat(entries.hasNext()).isFalse();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void new_withTooFewValues_saysSo() {
    assertThatThrownBy(() -> new ShapedMap(SHAPE, new Object[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 keys cannot have 2 values");
  }

  @Test
  void columns_ofMapsOfDifferentShapes_areTheirOwn() {
    ShapePositions positions = new ShapePositions("a", "z", "b");
    ShapedMap other = new ShapedMap(Shape.empty().with("z"), new Object[] {"zed"});
    for (int i = 0; i < 2; i++) {
      assertThat(positions.of((ShapedMap) map)).containsExactly(1, -1, 0);
      assertThat(positions.of(other)).containsExactly(-1, 0, -1);
    }
    assertThat(other.valueAt(0)).isEqualTo("zed");
  }

  @Test
  void columns_ofMoreShapesThanAreRemembered_areRightAllTheSame() {
    ShapePositions positions = new ShapePositions("wanted");
    for (int i = 0; i < 3_000; i++) {
      Shape shape = Shape.empty().with("k" + i).with("wanted");
      assertThat(positions.of(new ShapedMap(shape, new Object[2]))).containsExactly(1);
    }
  }

  @Test
  void copy_ofAMap_keepsOrderAndNulls() {
    assertThat(new LinkedHashMap<>(map)).hasToString("{b=1, a=x, none=null}");
  }
}
