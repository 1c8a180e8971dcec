package dev.sluice.text;

/** JSON pointers, RFC 6901. */
public final class Pointers {

  private Pointers() {}

  /** Adds one reference token, escaped. */
  public static void append(StringBuilder pointer, String token) {
    pointer.append('/');
    for (int i = 0; i < token.length(); i++) {
      char next = token.charAt(i);
      if (next == '~') {
        pointer.append("~0");
      } else if (next == '/') {
        pointer.append("~1");
      } else {
        pointer.append(next);
      }
    }
  }

  /** The pointer one step deeper. */
  public static String child(String pointer, String token) {
    StringBuilder longer = new StringBuilder(pointer);
    append(longer, token);
    return longer.toString();
  }

  /** The pointer of an element. */
  public static String child(String pointer, int index) {
    return pointer + "/" + index;
  }
}
