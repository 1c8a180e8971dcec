package dev.sluice.write;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bytes of a JSON document, with the places of the values in it. */
final class SourceText {

  private static final int LONGEST_LINE = 10_000;

  private final byte[] bytes;
  private final int end;

  /** The number of bytes read so far; a byte that is read repeatedly counts each time. */
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

  /** The cost of reading so far, in bytes; for limits and tests. */
  long work() {
    return work;
  }

  /** Counts bytes that were passed over. */
  void count(long passed) {
    work += passed;
  }

  byte at(int index) {
    if (index >= end) {
      throw new NotJson();
    }
    return bytes[index];
  }

  /** The first byte of the document's value, after a byte order mark and blanks. */
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

  /** The first byte from an index on that is not a blank. */
  int blanks(int from) {
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

  /** The byte after the number or literal that begins at an index. */
  int behindWord(int from) {
    int at = from;
    while (at < end && ",:]} \n\r\t\"[{".indexOf(bytes[at]) < 0) {
      at++;
    }
    return at;
  }

  /** The byte after the string that begins at an index. */
  int behindString(int from) {
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

  /** The string between two indices, which include its quotation marks. */
  String string(int from, int to) {
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
   * The next item after the one that ends at an index, or the bracket that closes its container.
   */
  int behindComma(int from, char close) {
    int at = blanks(from);
    if (at(at) == ',') {
      return blanks(at + 1);
    }
    if (at(at) != close) {
      throw new NotJson();
    }
    return at;
  }

  /** The member that counts for each name, which is the last one. */
  static Map<String, Item> byName(List<Item> items) {
    Map<String, Item> last = new HashMap<>();
    items.forEach(item -> last.put(item.name(), item));
    return last;
  }

  /** The number or literal between two indices. */
  String word(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }
}
