package dev.sluice.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Strings that programs have stumbled over; none of them is half a surrogate pair. */
public final class NastyStrings {

  private static final Path KNOWN = Path.of("src/test/resources/suites/naughty/blns.json");

  /** Format characters: bidirectional controls, joiners, marks, tags. */
  private static final List<Integer> INVISIBLE =
      List.of(
          0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
          0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xFFF9,
          0xFFFE, 0xFFFF, 0xE000, 0x1D173, 0xE0041, 0xF0000, 0x10FFFF);

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\u00A0",
          "\u3000x",
          "a b",
          "~0~1/",
          "/",
          "//",
          "a.b:c",
          "#0",
          "-1",
          "null",
          "true",
          "1e309",
          "NaN",
          "__proto__",
          "constructor",
          "__auto_start__",
          "__validated__",
          "nodes",
          "node_id",
          "\"",
          "\\",
          "\\u0000",
          "'",
          "`",
          "{}",
          "[]",
          "</script><script>",
          "${jndi:ldap://x}",
          "#{7*7}",
          "{{x}}",
          "%s%n%1$x",
          "$(reboot)",
          "a\u001b]8;;http://x\u0007b\u001b]8;;\u0007",
          "\u001b[2J\u001b[31mred",
          "over\rwrite",
          "back\b\b\bspace",
          "../../../etc/passwd",
          "CON",
          "java.lang.Runtime",
          "[Ljava.lang.String;",
          "İıſK",
          "ß",
          "e\u0301".repeat(30),
          "👩‍👩‍👧‍👦",
          "\uD83D\uDE00",
          "العربية עברית",
          "x".repeat(9_999));

  private NastyStrings() {}

  /** Those of our own. */
  public static Set<String> own() {
    Set<String> all = new LinkedHashSet<>(ODD);
    IntStream.concat(IntStream.rangeClosed(0, 0x1F), IntStream.rangeClosed(0x7F, 0x9F))
        .forEach(control -> all.add("a" + (char) control + "b"));
    INVISIBLE.forEach(next -> all.add("a" + Character.toString(next) + "b"));
    return all;
  }

  /** The Big List of Naughty Strings. */
  public static Set<String> known() {
    Set<String> all = new LinkedHashSet<>();
    try (JsonParser parser = new JsonFactory().createParser(KNOWN.toFile())) {
      for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
        if (next == JsonToken.VALUE_STRING) {
          all.add(parser.getText());
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return all;
  }

  /** The text as a JSON string of nothing but ASCII. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next < ' ' || next > '~' || next == '"' || next == '\\') {
        quoted.append("\\u%04X".formatted((int) next));
      } else {
        quoted.append(next);
      }
    }
    return quoted.append('"').toString();
  }

  /** A document with a text in every spot where a document has one. */
  public static String document(String text) {
    return "{\"metadata\":{\"name\":%s,\"version\":%s,\"tags\":[%s]},"
            .formatted(
                quoted("n" + text),
                quoted(text.substring(0, Math.min(text.length(), 9))),
                quoted(text))
        + "\"variables\":{%1$s:%1$s},\"frames\":[{\"title\":%1$s}],%1$s:%1$s,"
            .formatted(quoted(text))
        + "\"nodes\":{"
        + node(text)
        + "},\"connections\":["
        + edge(text)
        + "]}";
  }

  /** A member of nodes. */
  public static String node(String text) {
    return "%1$s:{\"node_id\":%1$s,\"node_type\":%1$s,\"name\":%1$s,\"config\":{%1$s:[%1$s]}}"
        .formatted(quoted(text));
  }

  /** An element of connections. */
  public static String edge(String text) {
    return "{\"source_node\":%1$s,\"source_port\":%1$s,\"target_node\":%1$s,\"target_port\":%1$s}"
        .formatted(quoted(text));
  }

  /**
   * Whether a character may hide or reorder text. The two joiners are left to JoinersTest: whether
   * they are shown depends on their neighbours.
   */
  public static boolean isUnfit(int next) {
    if (next == 0x200C || next == 0x200D) {
      return false;
    }
    return switch (Character.getType(next)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
