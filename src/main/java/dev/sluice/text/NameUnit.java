package dev.sluice.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The unit at the end of a name, as in {@code timeout_ms} and {@code maxBytes}. */
final class NameUnit {

  /** The words for each unit. */
  private static final Map<String, String> UNITS =
      units(
          List.of("ns", "nanos", "nanosecond", "nanoseconds"),
          List.of("us", "micros", "microsecond", "microseconds"),
          List.of("ms", "msec", "msecs", "millis", "millisecond", "milliseconds"),
          List.of("s", "sec", "secs", "second", "seconds"),
          List.of("min", "mins", "minute", "minutes"),
          List.of("hr", "hrs", "hour", "hours"),
          List.of("day", "days"),
          List.of("week", "weeks"),
          List.of("bit", "bits"),
          List.of("byte", "bytes"),
          List.of("kb", "kib", "kilobyte", "kilobytes"),
          List.of("mb", "mib", "megabyte", "megabytes"),
          List.of("gb", "gib", "gigabyte", "gigabytes"),
          List.of("px", "pixel", "pixels"),
          List.of("pct", "percent"));

  private NameUnit() {}

  private static Map<String, String> units(List<?>... synonyms) {
    Map<String, String> units = new HashMap<>();
    for (List<?> words : synonyms) {
      words.forEach(word -> units.put((String) word, (String) words.get(0)));
    }
    return Map.copyOf(units);
  }

  /**
   * Whether one name can be suggested for another with respect to units: both end in the same unit
   * or in none, or the unknown name ends in the known name's unit, misspelt or without a separator.
   */
  static boolean agree(String unknown, String known) {
    String written = lastWord(unknown);
    String meant = lastWord(known);
    String unit = UNITS.getOrDefault(meant, "");
    String writtenUnit = UNITS.getOrDefault(written, "");
    if (unit.equals(writtenUnit)) {
      return true;
    }
    boolean misspelt = writtenUnit.isEmpty() && isNear(written, meant);
    return misspelt || squeezed(unknown).equals(squeezed(known));
  }

  private static boolean isNear(String written, String meant) {
    int bound = (written.length() + 1) / 3;
    return !written.isEmpty() && new EditDistance(written).to(meant, bound) <= bound;
  }

  private static String squeezed(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    name.chars()
        .filter(Character::isLetterOrDigit)
        .forEach(c -> letters.append(Character.toLowerCase((char) c)));
    return letters.toString();
  }

  /** The last word: the letters after the last change from lower to upper case, in lower case. */
  private static String lastWord(String name) {
    int start = name.length();
    while (start > 0
        && Character.isLetter(name.charAt(start - 1))
        && !(start < name.length()
            && Character.isUpperCase(name.charAt(start))
            && Character.isLowerCase(name.charAt(start - 1)))) {
      start--;
    }
    StringBuilder word = new StringBuilder(name.length() - start);
    name.chars().skip(start).forEach(c -> word.append(Character.toLowerCase((char) c)));
    return word.toString();
  }
}
