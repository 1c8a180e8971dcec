package dev.sluice.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the position of a nested value by scanning bytes that are known to be valid JSON.
 *
 * <p>Records do not store the offsets of their parts, because these are needed only for findings.
 */
final class ValueLocator {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

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

  /**
   * The offsets of the names of members of an object within another, as by {@link #locateName} for
   * each of them, in one pass over the object.
   *
   * @param offset as for {@link #locate}
   * @param member the member that is the object
   * @param names a few names, with which each name of the object is compared
   */
  long[] locateNames(long offset, String member, List<String> names) {
    walk(offset, member);
    long[] found = new long[names.size()];
    Arrays.fill(found, window.offsetOf(at));
    if (nameAt < 0 || bytes[at] != '{') {
      return found;
    }
    byte[][] wanted =
        names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    int object = at;
    at++;
    while (skipTo() != '}') {
      int begin = at;
      boolean escaped = skipString();
      String decoded = escaped ? nameAt(begin) : "";
      for (int i = 0; i < wanted.length; i++) {
        if (escaped ? names.get(i).equals(decoded) : isPlainName(wanted[i], begin)) {
          found[i] = window.offsetOf(begin);
        }
      }
      skipColon();
      skipValue();
      skipComma();
    }
    window.worked(at - object);
    return found;
  }

  /**
   * The offsets of the names of some members of an object.
   *
   * @param object the offset of the object
   * @param members the numbers of the members, in ascending order
   */
  long[] locateNames(long object, int[] members) {
    bytes = window.bytes();
    end = window.end();
    int begin = window.indexOf(object);
    at = begin + 1;
    long[] found = new long[members.length];
    int next = 0;
    for (int member = 0; next < found.length; member++) {
      skipTo();
      if (member == members[next]) {
        found[next++] = window.offsetOf(at);
      }
      if (next < found.length) {
        skipString();
        skipColon();
        skipValue();
        skipComma();
      }
    }
    window.worked(at - begin);
    return found;
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
    int distance = distanceOf(name, depth);
    if (distance == 0) {
      at = object;
      return false;
    }
    nameAt = object + distance;
    at = nameAt;
    skipNameAndColon();
    return true;
  }

  /**
   * The distance from the first byte of the current object to the last member with this name; 0 if
   * there is none. The members are indexed when the same object is searched again.
   */
  private int distanceOf(String name, int depth) {
    long offset = window.offsetOf(at);
    int object = at;
    if (depth < walked.size() && walked.get(depth).isOf(offset)) {
      MemberIndex members = walked.get(depth);
      if (!members.isComplete()) {
        index(members);
      }
      return members.find(name, behind -> nameAt(object + behind));
    }
    walked.subList(Math.min(depth, walked.size()), walked.size()).clear();
    walked.add(new MemberIndex(offset));
    return search(name);
  }

  private int search(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int object = at;
    int found = 0;
    at++;
    while (skipTo() != '}') {
      int begin = at;
      boolean escaped = skipString();
      if (escaped ? nameAt(begin).equals(name) : isPlainName(wanted, begin)) {
        found = begin - object;
      }
      skipColon();
      skipValue();
      skipComma();
    }
    window.worked(at - object);
    return found;
  }

  /** Whether the name that has just been passed is this one. */
  private boolean isPlainName(byte[] wanted, int begin) {
    return Arrays.equals(bytes, begin + 1, at - 1, wanted, 0, wanted.length);
  }

  /** Adds the members of the current object. */
  private void index(MemberIndex members) {
    int object = at;
    at++;
    while (skipTo() != '}') {
      members.add(nameAt(at), at - object, behind -> nameAt(object + behind));
      skipNameAndColon();
      skipValue();
      skipComma();
    }
    window.worked(at - object);
    members.complete();
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
    skipColon();
  }

  private void skipColon() {
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
      if (next <= ' ') {
        at = Blanks.skip(bytes, at, end);
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

  /** Skips a string, most of it eight bytes at a time; returns whether it has escapes. */
  private boolean skipString() {
    boolean escaped = false;
    at++;
    while (true) {
      while (at + Long.BYTES <= end && hasNeither((long) WORDS.get(bytes, at))) {
        at += Long.BYTES;
      }
      for (int i = 0; i < Long.BYTES; i++) {
        byte next = bytes[at++];
        if (next == '"') {
          return escaped;
        }
        if (next == '\\') {
          at++;
          escaped = true;
        }
      }
    }
  }

  /** Whether there is neither a quote nor a backslash among eight bytes. */
  private static boolean hasNeither(long eight) {
    long quotes = eight ^ QUOTES;
    long backslashes = eight ^ BACKSLASHES;
    return ((((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes)) & TOP_BITS) == 0;
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
