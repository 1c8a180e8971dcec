package dev.sluice.check;

import dev.sluice.model.PropertySpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The form of the values that a declared property takes. Strings fit numbers and booleans if
 * CasareRPA converts them; a template, which holds <code>{{</code> or <code>${</code>, fits every
 * form. Null and the empty string do not count as values, and so never have the wrong form.
 */
enum ValueForm {
  TEXT("a string"),
  INTEGER("an integer"),
  NUMBER("a number"),
  BOOLEAN("a boolean"),
  CHOICE("one of"),
  CHOICES("a list of"),
  LIST("a list"),
  ANY("");

  /** The strings that stand for a boolean, in lower case. */
  private static final Set<String> BOOLEANS =
      Set.of("true", "1", "yes", "on", "false", "0", "no", "off");

  /** More characters than any number has; a longer string is not read. */
  private static final int LONGEST_NUMBER = 1_000;

  private final String label;

  ValueForm(String label) {
    this.label = label;
  }

  /** The form with its article, for messages. */
  String label() {
    return label;
  }

  /** Whether only some strings or only some numbers have this form, so values must be checked. */
  boolean looksAtValues() {
    return switch (this) {
      case TEXT, LIST, ANY -> false;
      case INTEGER, NUMBER, BOOLEAN, CHOICE, CHOICES -> true;
    };
  }

  static ValueForm of(PropertySpec property) {
    if (property.type().equals("multi_choice")) {
      return property.choices().isEmpty() ? LIST : CHOICES;
    }
    if (!property.choices().isEmpty()) {
      return CHOICE;
    }
    return switch (property.type()) {
      case "string", "text", "file_path", "directory_path", "code", "selector" -> TEXT;
      case "integer" -> INTEGER;
      case "float", "number" -> NUMBER;
      case "boolean" -> BOOLEAN;
      case "list" -> LIST;
      default -> ANY; // a choice without choices, JSON, and what hosts and editors add
    };
  }

  /** Whether a value, not null, has this form. */
  boolean fits(Object value, List<Object> choices) {
    if (value instanceof String text) {
      return text.isEmpty() || fits(text, choices) || isTemplate(text);
    }
    return switch (this) {
      case ANY -> true;
      case TEXT -> false;
      case INTEGER -> value instanceof Number number && isIntegral(number);
      case NUMBER -> value instanceof Number;
      case BOOLEAN -> value instanceof Boolean || isBit(value);
      case CHOICE -> contains(choices, value);
      case LIST -> value instanceof List;
      case CHOICES ->
          value instanceof List<?> list
              && list.stream().allMatch(each -> each != null && CHOICE.fits(each, choices));
    };
  }

  private boolean fits(String text, List<Object> choices) {
    return switch (this) {
      case ANY, TEXT, LIST, CHOICES -> true; // a list in a string has more than one notation
      case INTEGER -> isNumber(text, true);
      case NUMBER -> isNumber(text, false);
      case BOOLEAN -> text.length() <= 5 && BOOLEANS.contains(text.toLowerCase(Locale.ROOT));
      case CHOICE -> contains(choices, text);
    };
  }

  private static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("${");
  }

  private static boolean contains(List<Object> choices, Object value) {
    for (int i = 0; i < choices.size(); i++) { // for most nodes of some types
      if (choices.get(i).equals(value)) {
        return true;
      }
    }
    String text = String.valueOf(value);
    return choices.stream().anyMatch(choice -> String.valueOf(choice).equalsIgnoreCase(text));
  }

  private static boolean isIntegral(Number number) {
    return !(number instanceof Double || number instanceof BigDecimal)
        || (number instanceof Double decimal && decimal == Math.rint(decimal));
  }

  private static boolean isBit(Object value) {
    return value instanceof Long number && (number == 0 || number == 1);
  }

  /** Whether Python's {@code int} or {@code float} reads a string. */
  private static boolean isNumber(String text, boolean integer) {
    if (text.length() > LONGEST_NUMBER) {
      return false;
    }
    String number = text.strip();
    if (number.startsWith("+") || number.startsWith("-")) {
      number = number.substring(1);
    }
    int exponent = integer ? -1 : Math.max(number.indexOf('e'), number.indexOf('E'));
    String mantissa = exponent < 0 ? number : number.substring(0, exponent);
    int point = integer ? -1 : mantissa.indexOf('.');
    if (point >= 0) {
      String whole = mantissa.substring(0, point);
      String fraction = mantissa.substring(point + 1);
      boolean digits =
          (whole.isEmpty() || isDigits(whole)) && (fraction.isEmpty() || isDigits(fraction));
      return digits && mantissa.length() > 1 && isExponent(number, exponent);
    }
    return isDigits(mantissa) ? isExponent(number, exponent) : !integer && isSpecial(number);
  }

  private static boolean isExponent(String number, int at) {
    if (at < 0) {
      return true;
    }
    String digits = number.substring(at + 1);
    return isDigits(
        digits.startsWith("+") || digits.startsWith("-") ? digits.substring(1) : digits);
  }

  /** Digits, between which single underscores are allowed. */
  private static boolean isDigits(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '_' ? !digit : !Character.isDigit(c)) {
        return false;
      }
      digit = c != '_';
    }
    return digit;
  }

  private static boolean isSpecial(String number) {
    return number.equalsIgnoreCase("inf")
        || number.equalsIgnoreCase("infinity")
        || number.equalsIgnoreCase("nan");
  }
}
