package dev.sluice.diff;

import java.util.List;
import java.util.Random;

/** JSON text with random layout and random spellings of the same strings. */
final class JsonText {

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "1",
          "1.0",
          "1.50",
          "-7",
          "1e5",
          "1E+5",
          "0.1",
          "100000000000000000000",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1e308",
          "1e309",
          "-1e400",
          "4.9e-324",
          "1e-400",
          "1e-9999991",
          "1e99999999999",
          "0e999999999999",
          "3.141592653589793238462643383279",
          "123456789.123456789123456789");

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "x y",
          "ünd",
          "日本",
          "\uD83D\uDE00",
          "{{var}}",
          "eval(1)",
          "__IMPORT__",
          "a\"b",
          "back\\slash",
          "tab\there",
          "line\nfeed",
          "\u0000",
          "\u2028",
          "\u202E",
          "true",
          "12",
          "nodes",
          "\"nodes\":{}",
          "/a~b/c");

  private static final List<String> ODD_ESCAPES =
      List.of(
          "\\ud83d\\ude00",
          "\\ud800",
          "\\udc00",
          "\\ude00\\ud83d",
          "\\uD83Dx",
          "\\u0041",
          "\\/",
          "\\ud83d\\u0041",
          "\\u0000");

  private final Random random;
  private int blanks;
  private int escapes;

  JsonText(Random random) {
    this.random = random;
  }

  /** Chooses how the next document is laid out. */
  void restyle() {
    blanks = random.nextInt(3) == 0 ? 3 : random.nextInt(2) * 40;
    escapes = random.nextInt(3) == 0 ? 6 : 60;
  }

  /** Nothing, or blanks. */
  String blank() {
    if (blanks == 0 || random.nextInt(blanks) != 0) {
      return "";
    }
    return switch (random.nextInt(40)) {
      case 0 -> " ".repeat(200 + random.nextInt(2_000));
      case 1, 2, 3, 4, 5 -> "\r\n".repeat(1 + random.nextInt(3));
      case 6, 7, 8, 9 -> "\r";
      case 10, 11, 12, 13, 14, 15 -> "\n  ";
      case 16, 17 -> "\t \n\r ";
      default -> " ";
    };
  }

  String object(List<String> members) {
    return enclosed('{', members, '}');
  }

  String list(List<String> elements) {
    return enclosed('[', elements, ']');
  }

  private String enclosed(char open, List<String> parts, char close) {
    StringBuilder text = new StringBuilder().append(open).append(blank());
    for (int i = 0; i < parts.size(); i++) {
      text.append(i == 0 ? "" : "," + blank()).append(parts.get(i)).append(blank());
    }
    return text.append(close).toString();
  }

  String member(String name, String value) {
    return string(name) + blank() + ":" + blank() + value;
  }

  /** A string of these characters, some of them escaped. */
  String string(String characters) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < characters.length(); i++) {
      char next = characters.charAt(i);
      if (next < ' ' || next == '"' || next == '\\' || random.nextInt(escapes) == 0) {
        text.append(String.format("\\u%04x", (int) next));
      } else {
        text.append(next);
      }
    }
    return text.append('"').toString();
  }

  String text() {
    return switch (random.nextInt(60)) {
      case 0 -> string("x".repeat(250 + random.nextInt(20)));
      case 1, 2, 3, 4 -> "\"" + pick(ODD_ESCAPES) + pick(ODD_ESCAPES) + "\"";
      default -> string(pick(TEXTS));
    };
  }

  /** A string that is longer than many chunks, often with an escape somewhere that may be wrong. */
  String longText() {
    String before = "x".repeat(random.nextInt(2_500));
    String after = "y".repeat(random.nextInt(500));
    return "\"" + before + (random.nextInt(3) > 0 ? pick(ODD_ESCAPES) : "") + after + "\"";
  }

  String number() {
    return random.nextInt(60) == 0 ? "1".repeat(99 + random.nextInt(4)) : pick(NUMBERS);
  }

  /** Any value, which nests this deep at most, and now and then as deep as is allowed or deeper. */
  String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 11 : 6)) {
      case 0 -> number();
      case 1 -> pick(List.of("true", "false", "null"));
      case 2, 3, 4, 5 -> text();
      case 6, 7 -> list(List.of(value(depth - 1), value(depth - 1)));
      case 8 -> random.nextInt(20) > 0 ? "[]" : nested();
      case 9 -> "{}";
      default -> {
        String key = pick(TEXTS);
        yield object(
            List.of(
                member(key, value(depth - 1)),
                member(random.nextInt(4) == 0 ? key : pick(TEXTS), value(depth - 1))));
      }
    };
  }

  /** What may stand in the place of an element, and now and then a member, which may not. */
  String stray() {
    return random.nextInt(5) == 0 ? member(pick(TEXTS), value(0)) : value(2);
  }

  private String nested() {
    int levels = random.nextBoolean() ? 7 + random.nextInt(5) : 494 + random.nextInt(8);
    return random.nextBoolean()
        ? "[".repeat(levels) + "]".repeat(levels)
        : "{\"k\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
