package dev.sluice.check;

import dev.sluice.column.IdTable;
import dev.sluice.value.ByteNames;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the ids or other names of a document in the order of their first occurrence.
 *
 * <p>As long as all come from the fast lane, which has numbered them already, they are neither
 * hashed nor made strings: only its numbers are kept. The first other name puts all of them into an
 * {@link IdTable}.
 */
final class NameNumbers {

  private static final int NONE = -1;

  /** All names, as soon as one does not come from the lane; null until then. */
  private @Nullable IdTable table;

  /** The names that the fast lane has numbered; null before the first. */
  private @Nullable ByteNames names;

  /** By the lane's number of a name, the number here plus one; 0 if it has none. */
  private int[] numbers = {};

  /** The lane's numbers of the names that the table does not have yet. */
  private int[] waiting = {};

  private int waitingCount;

  /** The number of a name of the lane. */
  int of(int name, ByteNames lane) {
    int known = name < numbers.length ? numbers[name] : 0;
    return known != 0 ? known - 1 : add(name, lane);
  }

  private int add(int name, ByteNames lane) {
    if (name >= numbers.length) {
      numbers = Arrays.copyOf(numbers, lane.room());
    }
    names = lane;
    int number;
    IdTable all = table;
    if (all != null) {
      number = all.number(lane.name(name));
    } else {
      if (waitingCount == waiting.length) {
        waiting = Arrays.copyOf(waiting, Math.max(16, 4 * waitingCount));
      }
      number = waitingCount;
      waiting[waitingCount++] = name;
    }
    numbers[name] = number + 1;
    return number;
  }

  /** The number of any name, which is the next number if it occurs for the first time. */
  int of(String name) {
    IdTable all = table;
    if (all == null) {
      all = new IdTable();
      ByteNames lane = names;
      for (int i = 0; lane != null && i < waitingCount; i++) {
        all.number(lane.name(waiting[i]));
      }
      waitingCount = 0;
      waiting = new int[0];
      table = all;
    }
    return all.number(name);
  }

  /** The number of any name, or -1 if it has not occurred. */
  int find(String name) {
    IdTable all = table;
    if (all != null) {
      return all.find(name);
    }
    ByteNames lane = names;
    if (lane == null) {
      return NONE;
    }
    int found = lane.find(name);
    return found >= 0 && found < numbers.length ? numbers[found] - 1 : NONE;
  }

  int size() {
    IdTable all = table;
    return all == null ? waitingCount : all.size();
  }

  /** The name with this number. */
  String get(int number) {
    IdTable all = table;
    if (all != null) {
      return all.get(number);
    }
    return Objects.requireNonNull(names).name(waiting[number]);
  }

  /** Whether the name with this number begins with a prefix. */
  boolean startsWith(int number, String prefix) {
    IdTable all = table;
    return all == null ? get(number).startsWith(prefix) : all.startsWith(number, prefix);
  }
}
