package dev.sluice.text;

import java.util.Locale;

/** Numbers of things in messages, with the noun in the singular or plural. */
public final class Quantity {

  private Quantity() {}

  /** A number of things without separators, for example "1 byte" or "12345 bytes". */
  public static String of(long count, String noun) {
    return of(count, noun, noun + "s");
  }

  /** A count with a noun that has an irregular plural, for example "1 entry" or "2 entries". */
  public static String of(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** A number of things with separators, for example "1 byte" or "12,345 bytes". */
  public static String grouped(long count, String noun) {
    return grouped(count, noun, noun + "s");
  }

  /** A grouped count with a noun that has an irregular plural, for example "1,234 entries". */
  public static String grouped(long count, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
  }
}
