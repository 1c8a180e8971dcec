package dev.sluice.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecordLocationsTest {

  private final RecordLocations places = new RecordLocations();

  @Test
  void get_ofAMemberOrAnElement_isWhatWasAdded() {
    RecordLocation called = new RecordLocation("/nodes", "a", -1, 10);
    RecordLocation renamed = new RecordLocation("/workflow/nodes", "key", -1, 1L << 33);
    RecordLocation element = new RecordLocation("/nodes", "", 7, 30);
    places.add("a", called);
    places.add("b", renamed);
    places.add("c", element);

    assertThat(places.get(0, "a")).isEqualTo(called);
    assertThat(places.get(1, "b")).isEqualTo(renamed);
    assertThat(places.get(2, "c")).isEqualTo(element);
  }

  @Test
  void set_ofARenamedMember_forgetsItsKey() {
    places.add("a", new RecordLocation("/nodes", "key", -1, 10));
    RecordLocation called = new RecordLocation("/nodes", "a", -1, 20);
    places.set(0, "a", called);

    assertThat(places.get(0, "a")).isEqualTo(called);
  }

  @Test
  void add_afterClear_knowsNoOlderKey() {
    places.add("a", new RecordLocation("/nodes", "key", -1, 10));
    places.clear();
    RecordLocation called = new RecordLocation("/nodes", "a", -1, 20);
    places.add("a", called);

    assertThat(places.get(0, "a")).isEqualTo(called);
  }
}
