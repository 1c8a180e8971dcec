package dev.sluice.model;

import dev.sluice.value.PrintableText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One thing a load has to say about a document, and where.
 *
 * @param severity how much it weighs
 * @param code the stable name of the rule
 * @param message one sentence in English, safe to print: no control or bidirectional characters
 * @param pointer RFC 6901 pointer of the value meant, empty for the whole document
 * @param place where the value begins; absent where no byte of a document is to blame
 * @param suggestion what to write instead, if that can be said
 * @param related pointers of all values the finding is about, where that is more than one
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

  /** A finding of the code's own severity about the document as a whole. */
  public static Finding of(FindingCode code, String message) {
    return new Finding(
        code.severity(), code, message, "", Optional.empty(), Optional.empty(), List.of());
  }

  /** A finding of the code's own severity about one value of the document. */
  public static Finding at(FindingCode code, String message, String pointer, Place place) {
    return new Finding(
        code.severity(), code, message, pointer, Optional.of(place), Optional.empty(), List.of());
  }

  /** The same finding with a suggestion. */
  public Finding suggesting(String text) {
    return new Finding(severity, code, message, pointer, place, Optional.of(text), related);
  }

  /** The same finding about all these values. */
  public Finding relating(List<String> pointers) {
    return new Finding(severity, code, message, pointer, place, suggestion, pointers);
  }

  /** The same finding with another severity. */
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
