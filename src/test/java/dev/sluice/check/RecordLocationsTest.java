package dev.sluice.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecordLocationsTest {

  private final RecordLocations places = new RecordLocations();

  private void add(String id, RecordLocation at) {
    places.add(id, at.container(), at.key(), at.index(), at.offset());
  }

  @Test
  void get_ofAMemberOrAnElement_isWhatWasAdded() {
    RecordLocation called = new RecordLocation("/nodes", "a", -1, 10);
    RecordLocation renamed = new RecordLocation("/workflow/nodes", "key", -1, 1L << 33);
    RecordLocation element = new RecordLocation("/nodes", "", 7, 30);
    add("a", called);
    add("b", renamed);
    add("c", element);

    assertThat(places.get(0, "a")).isEqualTo(called);
    assertThat(places.get(1, "b")).isEqualTo(renamed);
    assertThat(places.get(2, "c")).isEqualTo(element);
  }

  @Test
  void set_ofARenamedMember_forgetsItsKey() {
    add("a", new RecordLocation("/nodes", "key", -1, 10));
    RecordLocation called = new RecordLocation("/nodes", "a", -1, 20);
    places.set(0, called);

    assertThat(places.get(0, "a")).isEqualTo(called);
  }

  @Test
  void get_inContainersWithGaps_isWhatWasAdded() {
    for (int i = 0; i < 40; i++) {
      add("a" + i, new RecordLocation(i < 9 ? "/nodes" : "/workflow/nodes", "", 3 * i / 2, i));
    }

    for (int i = 0; i < 40; i++) {
      assertThat(places.get(i, "a" + i))
          .isEqualTo(new RecordLocation(i < 9 ? "/nodes" : "/workflow/nodes", "", 3 * i / 2, i));
    }
  }

  @Test
  void add_afterClear_knowsNoOlderKey() {
    add("a", new RecordLocation("/nodes", "key", -1, 10));
    places.clear();
    RecordLocation called = new RecordLocation("/nodes", "a", -1, 20);
    add("a", called);

    assertThat(places.get(0, "a")).isEqualTo(called);
  }
}
