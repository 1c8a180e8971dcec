package dev.sluice.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShapeTest {

  private final Shape empty = Shape.empty();

  @Test
  void with_sameKeysInSameOrder_leadsToTheSameShape() {
    Shape first = grown("a", "b", "c");
    assertThat(grown("a", "b", "c")).isSameAs(first);
    assertThat(grown("a", "c", "b")).isNotSameAs(first);
    assertThat(grown("a", "b", "c")).isSameAs(first);
    assertThat(grown("c", "b", "a")).isNotSameAs(first);
    assertThat(grown("a", "c", "b")).isSameAs(grown("a", "c", "b"));
  }

  @Test
  void with_keyThatIsThere_isNull() {
    Shape shape = grown("a", "b");
    assertThat(shape.with("a")).isNull();
    assertThat(shape.with("b")).isNull();
    assertThat(shape.indexOf("a")).isZero();
    assertThat(shape.indexOf("b")).isOne();
  }

  @Test
  void with_oneKeyMoreThanAShapeHolds_isNullAndTheKeyIsNotThere() {
    Shape shape = empty;
    for (int i = 0; i < Shape.MAX_KEYS; i++) {
      shape = shape.with("k" + i);
    }
    assertThat(shape.size()).isEqualTo(64);
    assertThat(shape.with("more")).isNull();
    assertThat(shape.indexOf("more")).isEqualTo(-1);
  }

  @Test
  void with_moreShapesThanATreeHolds_isNullForNewOnesOnly() {
    int made = 0;
    while (empty.with("k" + made) != null) {
      made++;
    }
    assertThat(made).isEqualTo(8192);
    assertThat(grown("k0").with("another")).isNull();
    assertThat(empty.with("k7").key()).isEqualTo("k7");
    assertThat(Shape.empty().with("another")).as("in a tree of its own").isNotNull();
  }

  @Test
  void keys_ofAShape_areInOrder() {
    assertThat(empty.keys()).isEmpty();
    assertThat(grown("x", "a", "m").keys()).containsExactly("x", "a", "m");
    assertThat(grown("x", "a", "m")).hasToString("[x, a, m]");
  }

  @Test
  void key_ofAShape_isItsLast() {
    assertThat(empty.key()).isEmpty();
    assertThat(grown("x", "a").key()).isEqualTo("a");
  }

  @Test
  void tag_leftOnAShape_staysThereAlone() {
    Shape shape = grown("a", "b");
    shape.tag(5);
    assertThat(grown("a", "b").tag()).isEqualTo(5);
    assertThat(grown("a").tag()).isZero();
    assertThat(grown("a", "c").tag()).isZero();
  }

  private Shape grown(String... keys) {
    Shape shape = empty;
    for (String key : keys) {
      shape = shape.with(key);
    }
    return shape;
  }
}
