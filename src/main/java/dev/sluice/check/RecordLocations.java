package dev.sluice.check;

import dev.sluice.column.IntColumn;
import dev.sluice.column.OffsetColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The locations of the records of one kind, by their number. */
final class RecordLocations {

  private final List<String> containers = new ArrayList<>();
  private final OffsetColumn offsets = new OffsetColumn();
  private final IntColumn indices = new IntColumn();

  /** The keys of records in an object that differ from their id. */
  private final Map<Integer, String> keys = new HashMap<>();

  void add(String id, RecordLocation at) {
    containers.add(at.container());
    offsets.add(at.offset());
    indices.add(at.index());
    key(containers.size() - 1, id, at);
  }

  void set(int number, String id, RecordLocation at) {
    containers.set(number, at.container());
    offsets.set(number, at.offset());
    indices.set(number, at.index());
    key(number, id, at);
  }

  private void key(int number, String id, RecordLocation at) {
    if (at.isElement() || at.key().equals(id)) {
      if (!keys.isEmpty()) {
        keys.remove(number);
      }
    } else {
      keys.put(number, at.key());
    }
  }

  /** The location of a record with this id. */
  RecordLocation get(int number, String id) {
    int index = indices.get(number);
    String key = index >= 0 ? "" : keys.getOrDefault(number, id);
    return new RecordLocation(containers.get(number), key, index, offsets.get(number));
  }

  /** The pointers of records with these ids. */
  List<String> pointers(int[] numbers, List<String> ids) {
    return IntStream.range(0, numbers.length)
        .mapToObj(i -> get(numbers[i], ids.get(i)).pointer())
        .toList();
  }

  void clear() {
    containers.clear();
    offsets.clear();
    indices.clear();
    keys.clear();
  }
}
