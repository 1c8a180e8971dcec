package dev.sluice.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ValueListTest {

  private final List<Object> list = new ValueList(new Object[] {1L, null, "x"});

  @Test
  void get_ofEachIndex_isItsElement() {
    assertThat(list).hasSize(3).containsExactly(1L, null, "x");
    assertThat(list.indexOf(null)).isOne();
    assertThatThrownBy(() -> list.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void equals_withOtherLists_goesByContent() {
    assertThat(list).isEqualTo(Arrays.asList(1L, null, "x"));
    assertThat(Arrays.asList(1L, null, "x")).isEqualTo(list).hasSameHashCodeAs(list);
    assertThat(list).isNotEqualTo(Arrays.asList(1L, null));
    assertThat(new ValueList(new Object[0])).isEqualTo(List.of());
  }

  @Test
  void change_ofAnyKind_isRefused() {
    List<ThrowingCallable> changes =
        List.of(
            () -> list.set(0, 2L),
            () -> list.add("y"),
            () -> list.remove(0),
            () -> list.remove("x"),
            list::clear,
            () -> list.replaceAll(element -> 1L),
            () -> list.subList(0, 2).clear(),
            () -> list.listIterator().add("y"));
    for (ThrowingCallable change : changes) {
      assertThatThrownBy(change).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(list).containsExactly(1L, null, "x");
  }
}
