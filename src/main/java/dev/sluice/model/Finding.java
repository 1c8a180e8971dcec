package dev.sluice.model;

import dev.sluice.value.PrintableText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A problem or remark about a document, with its place.
 *
 * @param severity the severity
 * @param code the stable name of the kind of finding
 * @param message one sentence in English, safe to print: no control or bidirectional characters
 * @param pointer RFC 6901 pointer to the value, empty for the whole document
 * @param place where the value begins; absent if the finding is not about a byte of a document
 * @param suggestion what to write instead, if known
 * @param related pointers to all values the finding is about, if there are several
 */
public record Finding(
    Severity severity,
    FindingCode code,
    String message,
    String pointer,
    Optional<Place> place,
    Optional<String> suggestion,
    List<String> related) {

  /**
   * Document order: by byte offset (findings without a place first), then by code, pointer and
   * message.
   */
  public static final Comparator<Finding> DOCUMENT_ORDER = Finding::inDocumentOrder;

  /** Makes the list of pointers unmodifiable. */
  public Finding {
    related = List.copyOf(related);
  }

  /** A finding about the whole document, with the default severity of its code. */
  public static Finding of(FindingCode code, String message) {
    return new Finding(
        code.severity(), code, message, "", Optional.empty(), Optional.empty(), List.of());
  }

  /** A finding about one value of the document, with the default severity of its code. */
  public static Finding at(FindingCode code, String message, String pointer, Place place) {
    return new Finding(
        code.severity(), code, message, pointer, Optional.of(place), Optional.empty(), List.of());
  }

  /** A copy with a suggestion. */
  public Finding suggesting(String text) {
    return new Finding(severity, code, message, pointer, place, Optional.of(text), related);
  }

  /** A copy that is about all these values. */
  public Finding relating(List<String> pointers) {
    return new Finding(severity, code, message, pointer, place, suggestion, pointers);
  }

  /** A copy with another severity. */
  public Finding as(Severity other) {
    return new Finding(other, code, message, pointer, place, suggestion, related);
  }

  private static int inDocumentOrder(Finding one, Finding other) {
    int order = Long.compare(one.offset(), other.offset());
    if (order == 0) {
      order = one.code.name().compareTo(other.code.name());
    }
    if (order == 0) {
      order = one.pointer.compareTo(other.pointer);
    }
    return order == 0 ? one.message.compareTo(other.message) : order;
  }

  private long offset() {
    return place.isPresent() ? place.get().offset() : -1;
  }

  /** One line that is safe to log, whatever the document contains. */
  @Override
  public String toString() {
    return PrintableText.of(
        severity
            + " "
            + code
            + place.map(p -> " at " + p).orElse("")
            + (pointer.isEmpty() ? "" : " (" + pointer + ")")
            + ": "
            + message);
  }
}
