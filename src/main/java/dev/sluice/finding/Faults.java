package dev.sluice.finding;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.util.function.Supplier;

/** Creates findings that several readers of documents report, with a common wording. */
public final class Faults {

  private Faults() {}

  /** The document is not a workflow. */
  public static Finding notAWorkflow(String description, Place place) {
    return Finding.at(
        FindingCode.NOT_A_WORKFLOW, "Not a workflow: this is " + description, "", place);
  }

  /** The root of the document is not an object. */
  public static Finding rootIsNotAnObject(Place place) {
    return Finding.at(FindingCode.INVALID_TYPE, "A workflow must be an object", "", place);
  }

  /** A member has a value of the wrong type; both types are given with their article. */
  public static Finding wrongType(
      String member, String wanted, String found, String pointer, Place place) {
    return Finding.at(
        FindingCode.INVALID_TYPE,
        Quote.of(member) + " must be " + wanted + ", not " + found,
        pointer,
        place);
  }

  /** The first node or connection that exceeds the limit on their number. */
  public static Finding tooMany(
      Limit limit, Limits limits, String what, String pointer, Place place) {
    String seen = "This is " + what + " number " + (limits.of(limit) + 1);
    return exceeded(limit, limits, seen, () -> pointer, place);
  }

  /** Whether a string has more code points than a limit allows; cheap for short strings. */
  public static boolean isLonger(CharSequence text, Limit limit, Limits limits) {
    long most = limits.of(limit);
    return text.length() > most && Character.codePointCount(text, 0, text.length()) > most;
  }

  /** A string has more code points than a limit allows. */
  public static Finding tooLong(
      Limit limit,
      Limits limits,
      String what,
      CharSequence text,
      Supplier<String> pointer,
      Place place) {
    String seen =
        what + " has " + Quantity.of(Character.codePointCount(text, 0, text.length()), "character");
    return exceeded(limit, limits, seen, pointer, place);
  }

  /** A number has more characters than the limit allows. */
  public static Finding overlongNumber(
      Limits limits, int length, Supplier<String> pointer, Place place) {
    String seen = "The number has " + Quantity.of(length, "character");
    return exceeded(Limit.NUMBER_LENGTH, limits, seen, pointer, place);
  }

  /** A number exceeds the range of doubles. */
  public static Finding infiniteNumber(Supplier<String> pointer, Place place) {
    return Finding.at(
        FindingCode.LIMIT_EXCEEDED,
        place,
        pointer,
        () -> "The number is beyond what a 64-bit floating-point number can hold");
  }

  private static Finding exceeded(
      Limit limit, Limits limits, String seen, Supplier<String> pointer, Place place) {
    return Finding.at(
        FindingCode.LIMIT_EXCEEDED,
        place,
        pointer,
        () -> seen + ", over the limit " + limit.label() + " of " + limits.of(limit));
  }
}
