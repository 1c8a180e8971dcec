package dev.sluice.write;

import dev.sluice.text.NumberText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of a JSON document, with the places of the values in it. */
final class SourceText {

  /** More levels than a document may have that a load accepts. */
  private static final int MAX_LEVELS = 1_000;

  private static final int MAX_NUMBER = 1_000;
  private static final int LONGEST_LINE = 10_000;

  private final byte[] bytes;
  private final int end;

  /** The number of bytes passed over so far, each as often as it was. */
  private long work;

  SourceText(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /** Thrown where the bytes are not JSON. */
  static final class NotJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJson() {
      super("not JSON", null, false, false);
    }
  }

  /**
   * A member of an object or an element of a list.
   *
   * @param start the first byte, which for a member is the quotation mark of its name
   * @param nameEnd the byte after the name
   * @param value the first byte of the value
   * @param end the byte after the value
   * @param name the name, empty for an element
   */
  record Item(int start, int nameEnd, int value, int end, String name) {}

  /** The items of an object or a list, and the place of the bracket that closes it. */
  record Container(List<Item> items, int close) {}

  byte[] bytes() {
    return bytes;
  }

  /** What reading has cost so far, in bytes; for limits and tests. */
  long work() {
    return work;
  }

  byte at(int index) {
    if (index >= end) {
      throw new NotJson();
    }
    return bytes[index];
  }

  /** The first byte of the document's value, behind a byte order mark and blanks. */
  int root() {
    boolean marked =
        end > 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    return blanks(marked ? 3 : 0);
  }

  /** The byte after the document's value, which only blanks may follow. */
  int rootEnd() {
    int behind = behind(root());
    if (blanks(behind) != end) {
      throw new NotJson();
    }
    return behind;
  }

  private int blanks(int from) {
    int at = from;
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  /** The byte after the value that begins at an index. */
  private int behind(int from) {
    int at = from;
    int levels = 0;
    do {
      switch (at(at)) {
        case '"' -> at = behindString(at);
        case '{', '[' -> {
          levels++;
          at++;
        }
        case '}', ']' -> {
          levels--;
          at++;
        }
        case ',', ':', ' ', '\n', '\r', '\t' -> {
          if (levels == 0) {
            throw new NotJson();
          }
          at++;
        }
        default -> at = behindWord(at);
      }
    } while (levels > 0);
    work += at - from;
    return at;
  }

  private int behindWord(int from) {
    int at = from;
    while (at < end && ",:]} \n\r\t\"[{".indexOf(bytes[at]) < 0) {
      at++;
    }
    return at;
  }

  private int behindString(int from) {
    if (at(from) != '"') {
      throw new NotJson();
    }
    int at = from + 1;
    while (at(at) != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** The items of the object or list that begins at an index. */
  Container items(int open) {
    boolean object = at(open) == '{';
    byte close = (byte) (object ? '}' : ']');
    List<Item> items = new ArrayList<>();
    int at = blanks(open + 1);
    while (at(at) != close) {
      int start = at;
      String name = "";
      int nameEnd = at;
      if (object) {
        nameEnd = behindString(at);
        name = string(at, nameEnd);
        at = blanks(nameEnd);
        if (at(at) != ':') {
          throw new NotJson();
        }
        at = blanks(at + 1);
      }
      int behind = behind(at);
      items.add(new Item(start, nameEnd, at, behind, name));
      at = behindComma(behind, (char) close);
    }
    return new Container(items, at);
  }

  /** Whether there is a line break between two indices. */
  boolean hasLineBreak(int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n' || bytes[at] == '\r') {
        return true;
      }
    }
    return false;
  }

  /** The blanks at the beginning of the line that an index is in; none for a very long line. */
  String indentation(int index) {
    int start = index;
    int first = Math.max(0, index - LONGEST_LINE);
    while (start > first && bytes[start - 1] != '\n' && bytes[start - 1] != '\r') {
      start--;
    }
    int at = start;
    while (at < index && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return new String(bytes, start, at - start, StandardCharsets.US_ASCII);
  }

  private String string(int from, int to) {
    String raw = new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8);
    return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
  }

  private static String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char next = raw.charAt(i);
      if (next != '\\') {
        text.append(next);
        continue;
      }
      char escape = raw.charAt(++i);
      switch (escape) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          if (i + 4 >= raw.length()) {
            throw new NotJson();
          }
          text.append(unit(raw.substring(i + 1, i + 5)));
          i += 4;
        }
        default -> text.append(escape);
      }
    }
    return text.toString();
  }

  private static char unit(String digits) {
    int unit = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0) {
        throw new NotJson();
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  /**
   * Whether a load reads the value at an index as this one, found in one pass. False as well for an
   * object that has its members in another order or one of them twice, which {@link #same}
   * compares.
   */
  boolean isSurely(int from, @Nullable Object value) {
    int behind = behindSame(from, value, 0);
    work += Math.max(0, behind - from);
    return behind >= 0;
  }

  /** The byte after the value at an index if it is surely this one, or else -1. */
  private int behindSame(int from, @Nullable Object value, int level) {
    if (level > MAX_LEVELS) {
      throw new NotJson();
    }
    byte first = at(from);
    if (value instanceof String text) {
      return first == '"' ? behindSameString(from, text) : -1;
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
    int to = behindWord(from);
    return same(from, to, value, level) ? to : -1;
  }

  private int behindSameString(int from, String text) {
    int at = from + 1;
    for (int i = 0; i < text.length(); i++, at++) {
      byte next = at(at);
      if (next != text.charAt(i) || next == '\\' || next == '"') {
        int to = next < 0 || next == '\\' ? behindString(from) : from;
        return to > from && string(from, to).equals(text) ? to : -1;
      }
    }
    return at(at) == '"' ? at + 1 : -1;
  }

  private int behindSameMembers(int from, Map<?, ?> map, int level) {
    int at = blanks(from + 1);
    for (Map.Entry<?, ?> member : map.entrySet()) {
      int nameEnd = at(at) == '"' ? behindSameString(at, String.valueOf(member.getKey())) : -1;
      if (nameEnd < 0) {
        return -1;
      }
      at = blanks(nameEnd);
      if (at(at) != ':') {
        throw new NotJson();
      }
      at = behindSame(blanks(at + 1), member.getValue(), level + 1);
      if (at < 0) {
        return -1;
      }
      at = behindComma(at, '}');
    }
    return at(at) == '}' ? at + 1 : -1;
  }

  private int behindSameElements(int from, List<?> list, int level) {
    int at = blanks(from + 1);
    for (Object element : list) {
      if (at(at) == ']') {
        return -1;
      }
      at = behindSame(at, element, level + 1);
      if (at < 0) {
        return -1;
      }
      at = behindComma(at, ']');
    }
    return at(at) == ']' ? at + 1 : -1;
  }

  /**
   * The next item after the one that ends at an index, or the bracket that closes its container.
   */
  private int behindComma(int from, char close) {
    int at = blanks(from);
    if (at(at) == ',') {
      return blanks(at + 1);
    }
    if (at(at) != close) {
      throw new NotJson();
    }
    return at;
  }

  /** Whether a load reads an item's value as this one. */
  boolean same(Item item, @Nullable Object value) {
    return isSurely(item.value(), value) || same(item.value(), item.end(), value, 0);
  }

  private boolean same(int from, int to, @Nullable Object value, int level) {
    if (level > MAX_LEVELS) {
      throw new NotJson();
    }
    byte first = at(from);
    if (value instanceof String text) {
      return first == '"' && string(from, to).equals(text);
    }
    if (value instanceof Map<?, ?> map) {
      return first == '{' && sameMembers(items(from).items(), map, level);
    }
    if (value instanceof List<?> list) {
      return first == '[' && sameElements(items(from).items(), list, level);
    }
    if (first == '"' || first == '{' || first == '[') {
      return false;
    }
    String word = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    return value instanceof Number number
        ? (first == '-' || (first >= '0' && first <= '9')) && number.equals(number(word))
        : word.equals(String.valueOf(value));
  }

  private boolean sameMembers(List<Item> items, Map<?, ?> map, int level) {
    Map<String, Item> last = byName(items);
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

  /** The member that counts for each name, which is the last one. */
  static Map<String, Item> byName(List<Item> items) {
    Map<String, Item> last = new HashMap<>();
    items.forEach(item -> last.put(item.name(), item));
    return last;
  }

  /** The hash code of the value that a load reads of an item. */
  int hash(Item item) {
    byte first = at(item.value());
    if (first == '"') {
      return string(item.value(), item.end()).hashCode();
    }
    int hash = 0;
    if (first == '{') {
      for (Item member : byName(items(item.value()).items()).values()) {
        hash += member.name().hashCode() ^ hash(member);
      }
      return hash;
    }
    if (first == '[') {
      hash = 1;
      for (Item element : items(item.value()).items()) {
        hash = 31 * hash + hash(element);
      }
      return hash;
    }
    String word =
        new String(bytes, item.value(), item.end() - item.value(), StandardCharsets.US_ASCII);
    return switch (word) {
      case "true" -> Boolean.hashCode(true);
      case "false" -> Boolean.hashCode(false);
      default -> Objects.hashCode(number(word));
    };
  }

  /** Whether an item is an object most of whose members are those of an object. */
  boolean resembles(Item item, @Nullable Object value) {
    if (at(item.value()) != '{' || !(value instanceof Map<?, ?> map)) {
      return false;
    }
    Map<String, Item> last = byName(items(item.value()).items());
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
