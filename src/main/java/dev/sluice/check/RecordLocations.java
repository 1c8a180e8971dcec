package dev.sluice.check;

import dev.sluice.column.OffsetColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The locations of the records of one kind, by their number.
 *
 * <p>Only the offsets are a column: nearly all records are in one container, and have their id as
 * their key, or an index that is one more than that of the record before.
 */
final class RecordLocations {

  private final OffsetColumn offsets = new OffsetColumn();
  private final List<Run> runs = new ArrayList<>();

  /** The locations of the records that no run describes, by number. */
  private final Map<Integer, RecordLocation> others = new HashMap<>();

  /**
   * Records in one container.
   *
   * @param first the number of the first one
   * @param container the pointer of the container
   * @param firstIndex the index of the first one; negative in an object
   */
  private record Run(int first, String container, int firstIndex) {

    int indexOf(int number) {
      return firstIndex < 0 ? firstIndex : firstIndex + number - first;
    }
  }

  /**
   * Adds the location of a record with an id; the other parameters are as for {@link
   * RecordLocation}, which is not made for every record.
   */
  @SuppressWarnings("ReferenceEquality") // an equal pointer begins another run, which is harmless
  void add(String id, String container, String key, int index, long offset) {
    int number = offsets.size();
    offsets.add(offset);
    Run run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    if (run == null || run.container() != container || run.indexOf(number) != index) {
      runs.add(new Run(number, container, index));
    }
    if (index < 0 && !key.equals(id)) {
      others.put(number, new RecordLocation(container, key, index, offset));
    }
  }

  /** Replaces the location of a record. */
  void set(int number, RecordLocation at) {
    others.put(number, at);
  }

  /** The location of a record with this id. */
  RecordLocation get(int number, String id) {
    RecordLocation other = others.isEmpty() ? null : others.get(number);
    if (other != null) {
      return other;
    }
    Run run = runs.get(runOf(number));
    int index = run.indexOf(number);
    return new RecordLocation(run.container(), index < 0 ? id : "", index, offsets.get(number));
  }

  private int runOf(int number) {
    int low = 0;
    int high = runs.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (runs.get(middle).first() <= number) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The pointers of records with these ids. */
  List<String> pointers(int[] numbers, List<String> ids) {
    return IntStream.range(0, numbers.length)
        .mapToObj(i -> get(numbers[i], ids.get(i)).pointer())
        .toList();
  }

  void clear() {
    offsets.clear();
    runs.clear();
    others.clear();
  }
}
