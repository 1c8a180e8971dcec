package dev.sluice.check;

import dev.sluice.column.IdTable;
import dev.sluice.value.ByteNames;
import java.util.Arrays;

/**
 * Maps the numbers that the reader gave to a document's names to the numbers of these names in a
 * table, so that each name is looked up in the table only once.
 */
final class NameNumbers {

  private final IdTable table;

  /** Numbers in the table plus one; 0 for names that have not been looked up. */
  private int[] numbers = new int[64];

  NameNumbers(IdTable table) {
    this.table = table;
  }

  /** The number of a name in the table; the name is added if it is missing. */
  int of(int name, ByteNames names) {
    int known = name < numbers.length ? numbers[name] : 0;
    return known != 0 ? known - 1 : add(name, names);
  }

  private int add(int name, ByteNames names) {
    if (name >= numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, names.room()));
    }
    int number = table.number(names.name(name));
    numbers[name] = number + 1;
    return number;
  }
}
