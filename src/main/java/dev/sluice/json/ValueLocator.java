package dev.sluice.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the position of a nested value by scanning bytes that are known to be valid JSON.
 *
 * <p>Records do not store the offsets of their parts, because these are needed only for findings.
 */
final class ValueLocator {

  private final Window window;

  /** The objects scanned last, one for each depth of the path. */
  private final List<MemberIndex> walked = new ArrayList<>();

  private byte[] bytes = {};
  private int end;
  private int at;

  /** The position of the name of the member that the last step led to; -1 if it is not a member. */
  private int nameAt = -1;

  ValueLocator(Window window) {
    this.window = window;
  }

  /**
   * The offset of a value within another.
   *
   * @param offset the offset of the outer value, which is not a string, or of its member name
   * @param path member names and element indices, outermost first; the last of duplicate names
   *     counts; the search ends early if the path does not exist
   */
  long locate(long offset, Object... path) {
    walk(offset, path);
    return window.offsetOf(at);
  }

  /**
   * The offset of the name of a member within another value; if the path does not exist, the offset
   * of the value at which the search ends.
   *
   * @param path as for {@link #locate}, ending with the member's name
   */
  long locateName(long offset, Object... path) {
    walk(offset, path);
    return window.offsetOf(nameAt < 0 ? at : nameAt);
  }

  private void walk(long offset, Object... path) {
    bytes = window.bytes();
    end = window.end();
    at = window.indexOf(offset);
    nameAt = -1;
    if (bytes[at] == '"') {
      skipNameAndColon();
    }
    for (int depth = 0; depth < path.length; depth++) {
      boolean found =
          path[depth] instanceof Integer index
              ? toElement(index)
              : toMember((String) path[depth], depth);
      if (!found) {
        nameAt = -1;
        break;
      }
    }
  }

  /** The offset of the member name before a value. */
  static long nameBefore(Window window, long valueOffset) {
    byte[] bytes = window.bytes();
    int value = window.indexOf(valueOffset);
    int at = value - 1;
    while (bytes[at] != '"') {
      at--;
    }
    do {
      at--;
    } while (bytes[at] != '"' || isEscaped(bytes, window.start(), at));
    window.worked(value - at);
    return window.offsetOf(at);
  }

  private static boolean isEscaped(byte[] bytes, int start, int at) {
    int first = at;
    while (first > start && bytes[first - 1] == '\\') {
      first--;
    }
    return (at - first) % 2 == 1;
  }

  private boolean toElement(int index) {
    if (bytes[at] != '[') {
      return false;
    }
    int begin = at++;
    nameAt = -1;
    for (int i = 0; skipTo() != ']'; i++) {
      if (i == index) {
        window.worked(at - begin);
        return true;
      }
      skipValue();
      skipComma();
    }
    window.worked(at - begin);
    at = begin;
    return false;
  }

  private boolean toMember(String name, int depth) {
    if (bytes[at] != '{') {
      return false;
    }
    int object = at;
    MemberIndex members = members(depth);
    int distance = members.find(name, behind -> nameAt(object + behind));
    if (distance == 0) {
      at = object;
      return false;
    }
    nameAt = object + distance;
    at = nameAt;
    skipNameAndColon();
    return true;
  }

  /** The members of the current object. */
  private MemberIndex members(int depth) {
    long offset = window.offsetOf(at);
    if (depth < walked.size() && walked.get(depth).isOf(offset)) {
      return walked.get(depth);
    }
    MemberIndex members = new MemberIndex(offset);
    int object = at;
    at++;
    while (skipTo() != '}') {
      members.add(nameAt(at), at - object, behind -> nameAt(object + behind));
      skipNameAndColon();
      skipValue();
      skipComma();
    }
    window.worked(at - object);
    walked.subList(Math.min(depth, walked.size()), walked.size()).clear();
    walked.add(members);
    return members;
  }

  /** The name at an index; the cursor does not move. */
  private String nameAt(int index) {
    int cursor = at;
    at = index;
    skipString();
    String written = new String(bytes, index + 1, at - index - 2, StandardCharsets.UTF_8);
    at = cursor;
    return written.indexOf('\\') < 0 ? written : Escapes.decode(written);
  }

  private void skipComma() {
    if (skipTo() == ',') {
      at++;
    }
  }

  private void skipNameAndColon() {
    skipString();
    skipTo();
    at++;
    skipTo();
  }

  private void skipValue() {
    byte first = bytes[at];
    if (first == '"') {
      skipString();
    } else if (first == '{' || first == '[') {
      skipContainer();
    } else {
      while (!isDelimiter(bytes[at])) {
        at++;
      }
    }
  }

  private void skipContainer() {
    int depth = 0;
    do {
      byte next = bytes[at];
      if (next == '"') {
        skipString();
        continue;
      }
      if (next == '{' || next == '[') {
        depth++;
      } else if (next == '}' || next == ']') {
        depth--;
      }
      at++;
    } while (depth > 0);
  }

  private void skipString() {
    at++;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    at++;
  }

  /** Skips white space; returns the next byte, or 0 at the end of the buffered bytes. */
  private byte skipTo() {
    at = Blanks.skip(bytes, at, end);
    return at < end ? bytes[at] : 0;
  }

  private static boolean isDelimiter(byte next) {
    return next == ',' || next == '}' || next == ']' || next <= ' ';
  }
}
