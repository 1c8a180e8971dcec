package dev.sluice.write;

import dev.sluice.text.NumberText;
import dev.sluice.write.SourceText.Item;
import dev.sluice.write.SourceText.NotJson;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the values in the bytes of a document with those that a load reads from them. */
final class SourceValues {

  /** More levels than any document that a load accepts may have. */
  private static final int MAX_LEVELS = 1_000;

  private static final int MAX_NUMBER = 1_000;

  private final SourceText text;

  SourceValues(SourceText text) {
    this.text = text;
  }

  /** The cost of reading so far, in bytes. */
  long work() {
    return text.work();
  }

  /**
   * Whether a load certainly reads the bytes at an index as this value, judged in one pass. This is
   * also false for an object that has its members in another order, or one of them twice; {@link
   * #same} compares such objects.
   */
  boolean isSurely(int from, @Nullable Object value) {
    int behind = behindSame(from, value, 0);
    text.count(Math.max(0, behind - from));
    return behind >= 0;
  }

  /** The index after the value at an index if it is certainly the given one, or else -1. */
  private int behindSame(int from, @Nullable Object value, int level) {
    if (level > MAX_LEVELS) {
      throw new NotJson();
    }
    byte first = text.at(from);
    if (value instanceof String string) {
      return first == '"' ? behindSameString(from, string) : -1;
    }
    if (value instanceof Map<?, ?> map) {
      return first == '{' ? behindSameMembers(from, map, level) : -1;
    }
    if (value instanceof List<?> list) {
      return first == '[' ? behindSameElements(from, list, level) : -1;
    }
    if (first == '"' || first == '{' || first == '[') {
      return -1;
    }
    int to = text.behindWord(from);
    return same(from, to, value, level) ? to : -1;
  }

  private int behindSameString(int from, String string) {
    int at = from + 1;
    for (int i = 0; i < string.length(); i++, at++) {
      byte next = text.at(at);
      if (next != string.charAt(i) || next == '\\' || next == '"') {
        int to = next < 0 || next == '\\' ? text.behindString(from) : from;
        return to > from && text.string(from, to).equals(string) ? to : -1;
      }
    }
    return text.at(at) == '"' ? at + 1 : -1;
  }

  private int behindSameMembers(int from, Map<?, ?> map, int level) {
    int at = text.blanks(from + 1);
    for (Map.Entry<?, ?> member : map.entrySet()) {
      int nameEnd = text.at(at) == '"' ? behindSameString(at, String.valueOf(member.getKey())) : -1;
      if (nameEnd < 0) {
        return -1;
      }
      at = text.blanks(nameEnd);
      if (text.at(at) != ':') {
        throw new NotJson();
      }
      at = behindSame(text.blanks(at + 1), member.getValue(), level + 1);
      if (at < 0) {
        return -1;
      }
      at = text.behindComma(at, '}');
    }
    return text.at(at) == '}' ? at + 1 : -1;
  }

  private int behindSameElements(int from, List<?> list, int level) {
    int at = text.blanks(from + 1);
    for (Object element : list) {
      if (text.at(at) == ']') {
        return -1;
      }
      at = behindSame(at, element, level + 1);
      if (at < 0) {
        return -1;
      }
      at = text.behindComma(at, ']');
    }
    return text.at(at) == ']' ? at + 1 : -1;
  }

  /** Whether a load reads an item's value as this one. */
  boolean same(Item item, @Nullable Object value) {
    return isSurely(item.value(), value) || same(item.value(), item.end(), value, 0);
  }

  private boolean same(int from, int to, @Nullable Object value, int level) {
    if (level > MAX_LEVELS) {
      throw new NotJson();
    }
    byte first = text.at(from);
    if (value instanceof String string) {
      return first == '"' && text.string(from, to).equals(string);
    }
    if (value instanceof Map<?, ?> map) {
      return first == '{' && sameMembers(text.items(from).items(), map, level);
    }
    if (value instanceof List<?> list) {
      return first == '[' && sameElements(text.items(from).items(), list, level);
    }
    if (first == '"' || first == '{' || first == '[') {
      return false;
    }
    String word = text.word(from, to);
    return value instanceof Number number
        ? (first == '-' || (first >= '0' && first <= '9')) && number.equals(number(word))
        : word.equals(String.valueOf(value));
  }

  private boolean sameMembers(List<Item> items, Map<?, ?> map, int level) {
    Map<String, Item> last = SourceText.byName(items);
    if (last.size() != map.size()) {
      return false;
    }
    for (Item item : last.values()) {
      Object value = map.get(item.name());
      if ((value == null && !map.containsKey(item.name()))
          || !same(item.value(), item.end(), value, level + 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean sameElements(List<Item> items, List<?> list, int level) {
    if (items.size() != list.size()) {
      return false;
    }
    for (int i = 0; i < list.size(); i++) {
      if (!same(items.get(i).value(), items.get(i).end(), list.get(i), level + 1)) {
        return false;
      }
    }
    return true;
  }

  /** The hash code of the value that a load reads from an item. */
  int hash(Item item) {
    byte first = text.at(item.value());
    if (first == '"') {
      return text.string(item.value(), item.end()).hashCode();
    }
    int hash = 0;
    if (first == '{') {
      for (Item member : SourceText.byName(text.items(item.value()).items()).values()) {
        hash += member.name().hashCode() ^ hash(member);
      }
      return hash;
    }
    if (first == '[') {
      hash = 1;
      for (Item element : text.items(item.value()).items()) {
        hash = 31 * hash + hash(element);
      }
      return hash;
    }
    String word = text.word(item.value(), item.end());
    return switch (word) {
      case "true" -> Boolean.hashCode(true);
      case "false" -> Boolean.hashCode(false);
      default -> Objects.hashCode(number(word));
    };
  }

  /** Whether an item and a value are objects, with at least half of their members in common. */
  boolean resembles(Item item, @Nullable Object value) {
    if (text.at(item.value()) != '{' || !(value instanceof Map<?, ?> map)) {
      return false;
    }
    Map<String, Item> last = SourceText.byName(text.items(item.value()).items());
    int same = 0;
    for (Map.Entry<?, ?> member : map.entrySet()) {
      Item present = last.get(String.valueOf(member.getKey()));
      if (present != null && same(present, member.getValue())) {
        same++;
      }
    }
    return 2 * same >= Math.max(map.size(), last.size());
  }

  private static @Nullable Number number(String word) {
    if (word.length() > MAX_NUMBER) {
      return null;
    }
    try {
      if (word.indexOf('.') >= 0 || word.indexOf('e') >= 0 || word.indexOf('E') >= 0) {
        return NumberText.decimal(word);
      }
      BigInteger integer = new BigInteger(word);
      return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
