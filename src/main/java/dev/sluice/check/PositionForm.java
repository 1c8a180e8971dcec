package dev.sluice.check;

import dev.sluice.text.Quantity;
import java.util.List;
import java.util.Map;

/** Checks the {@code position} of a node. */
final class PositionForm {

  private PositionForm() {}

  /** Whether it is a position: two numbers in a list, or as x and y. */
  static boolean isUsable(Object position) {
    if (position instanceof List<?> list) {
      return list.size() == 2 && list.get(0) instanceof Number && list.get(1) instanceof Number;
    }
    return position instanceof Map<?, ?> map
        && map.get("x") instanceof Number
        && map.get("y") instanceof Number;
  }

  /** The error of a position, to be appended to the expected form. */
  static String fault(Object position) {
    if (position instanceof List<?> list) {
      if (list.size() != 2) {
        return "; this list has " + Quantity.of(list.size(), "element");
      }
      int at = list.get(0) instanceof Number ? 1 : 0;
      return "; element " + at + " of this list is " + Reporter.typeOf(list.get(at));
    }
    if (position instanceof Map<?, ?> map) {
      String axis = map.get("x") instanceof Number ? "y" : "x";
      return " or an object with the numbers x and y; this object "
          + (map.containsKey(axis)
              ? "has " + Reporter.typeOf(map.get(axis)) + " as its " + axis
              : "has no " + axis);
    }
    return ", not " + Reporter.typeOf(position);
  }
}
