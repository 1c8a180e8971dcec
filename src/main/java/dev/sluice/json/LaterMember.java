package dev.sluice.json;

import java.nio.charset.StandardCharsets;

/**
 * Looks ahead, over bytes that the parser has not seen yet, for a member of the object around a
 * value.
 *
 * <p>Where the bytes are no JSON the answer is any, for the parser will refuse them.
 */
final class LaterMember {

  private final byte[] bytes;
  private final int end;
  private int at;

  private LaterMember(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /**
   * Whether there is such a member.
   *
   * @param start where a member's value begins
   * @param end where the bytes at hand end
   * @param name the name of the member wanted, which stands behind that value
   */
  static boolean exists(byte[] bytes, int start, int end, String name) {
    return new LaterMember(bytes, start, end).find(name);
  }

  private boolean find(String name) {
    int depth = 0;
    boolean atName = false;
    while (at < end) {
      byte next = bytes[at];
      if (next == '"') {
        int begin = at;
        skipString();
        if (atName && isNamed(name, begin)) {
          return true;
        }
        atName = false;
        continue;
      }
      if (next == '{' || next == '[') {
        depth++;
      } else if (next == '}' || next == ']') {
        if (--depth < 0) {
          return false; // the object around has ended
        }
      } else if (next == ',') {
        atName = depth == 0;
      }
      at++;
    }
    return false;
  }

  private void skipString() {
    at++;
    while (at < end && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    at++;
  }

  private boolean isNamed(String name, int begin) {
    if (at > end) {
      return false;
    }
    String written = new String(bytes, begin + 1, at - begin - 2, StandardCharsets.UTF_8);
    try {
      return written.indexOf('\\') < 0
          ? written.equals(name)
          : Escapes.decode(written).equals(name);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return false; // an escape that is none
    }
  }
}
