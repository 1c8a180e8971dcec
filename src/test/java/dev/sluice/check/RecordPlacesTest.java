package dev.sluice.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecordPlacesTest {

  private final RecordPlaces places = new RecordPlaces();

  @Test
  void get_ofAMemberOrAnElement_isWhatWasAdded() {
    RecordAt called = new RecordAt("/nodes", "a", -1, 10);
    RecordAt renamed = new RecordAt("/workflow/nodes", "key", -1, 1L << 33);
    RecordAt element = new RecordAt("/nodes", "", 7, 30);
    places.add("a", called);
    places.add("b", renamed);
    places.add("c", element);

    assertThat(places.get(0, "a")).isEqualTo(called);
    assertThat(places.get(1, "b")).isEqualTo(renamed);
    assertThat(places.get(2, "c")).isEqualTo(element);
  }

  @Test
  void set_ofARenamedMember_forgetsItsKey() {
    places.add("a", new RecordAt("/nodes", "key", -1, 10));
    RecordAt called = new RecordAt("/nodes", "a", -1, 20);
    places.set(0, "a", called);

    assertThat(places.get(0, "a")).isEqualTo(called);
  }

  @Test
  void add_afterClear_knowsNoOlderKey() {
    places.add("a", new RecordAt("/nodes", "key", -1, 10));
    places.clear();
    RecordAt called = new RecordAt("/nodes", "a", -1, 20);
    places.add("a", called);

    assertThat(places.get(0, "a")).isEqualTo(called);
  }
}
