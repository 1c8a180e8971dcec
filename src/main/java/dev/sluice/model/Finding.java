package dev.sluice.model;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.value.Elements;
import dev.sluice.value.PrintableText;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A problem or remark about a document, with its place.
 *
 * <p>The texts of a finding may be built on each access instead of being stored: a document can
 * have many findings that no one reads, and their pointers can be as long as its keys. Immutable
 * and thread-safe.
 */
public final class Finding {

  /**
   * Document order: by byte offset (findings without a place first), then by code, pointer and
   * message.
   */
  public static final Comparator<Finding> DOCUMENT_ORDER = Finding::inDocumentOrder;

  private static final Supplier<Optional<String>> NO_SUGGESTION = Optional::empty;
  private static final Supplier<List<String>> NOTHING_RELATED = List::of;

  private final Severity severity;
  private final FindingCode code;
  private final Supplier<String> message;
  private final Supplier<String> pointer;
  private final @Nullable Place place;
  private final Supplier<Optional<String>> suggestion;
  private final Supplier<List<String>> related;

  /**
   * A finding.
   *
   * @param severity the severity
   * @param code the stable name of the kind of finding
   * @param message one sentence in English, safe to print: no control or bidirectional characters
   * @param pointer RFC 6901 pointer to the value, empty for the whole document
   * @param place where the value begins; absent if the finding is not about a byte of a document
   * @param suggestion what to write instead, if known
   * @param related pointers to all values the finding is about, if there are several
   */
  public Finding(
      Severity severity,
      FindingCode code,
      String message,
      String pointer,
      Optional<Place> place,
      Optional<String> suggestion,
      List<String> related) {
    this(
        severity,
        code,
        () -> message,
        () -> pointer,
        place.orElse(null),
        suggestion.isEmpty() ? NO_SUGGESTION : () -> suggestion,
        always(Elements.listOf(related, "related")));
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(pointer, "pointer");
  }

  private Finding(
      Severity severity,
      FindingCode code,
      Supplier<String> message,
      Supplier<String> pointer,
      @Nullable Place place,
      Supplier<Optional<String>> suggestion,
      Supplier<List<String>> related) {
    this.severity = Objects.requireNonNull(severity, "severity");
    this.code = Objects.requireNonNull(code, "code");
    this.message = message;
    this.pointer = pointer;
    this.place = place;
    this.suggestion = suggestion;
    this.related = related;
  }

  private static Supplier<List<String>> always(List<String> pointers) {
    return pointers.isEmpty() ? NOTHING_RELATED : () -> pointers;
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

  /**
   * A finding about one value of the document, whose texts are built on each access.
   *
   * @param pointer builds the JSON pointer; must return the same pointer each time, on any thread.
   *     The supplier lives as long as the finding, so it should refer to few objects
   * @param message builds the message, under the same conditions
   */
  public static Finding at(
      FindingCode code, Place place, Supplier<String> pointer, Supplier<String> message) {
    return at(code, place, pointer, message, NO_SUGGESTION);
  }

  /**
   * The same with a suggestion that is built on each access.
   *
   * @param suggestion what to write instead, if known; under the same conditions
   */
  public static Finding at(
      FindingCode code,
      Place place,
      Supplier<String> pointer,
      Supplier<String> message,
      Supplier<Optional<String>> suggestion) {
    return new Finding(code.severity(), code, message, pointer, place, suggestion, NOTHING_RELATED);
  }

  /** The severity. */
  public Severity severity() {
    return severity;
  }

  /** The stable name of the kind of finding. */
  public FindingCode code() {
    return code;
  }

  /** One sentence in English, safe to print: no control or bidirectional characters. */
  public String message() {
    return message.get();
  }

  /** RFC 6901 pointer to the value, empty for the whole document. */
  public String pointer() {
    return pointer.get();
  }

  /** Where the value begins; absent if the finding is not about a byte of a document. */
  public Optional<Place> place() {
    return Optional.ofNullable(place);
  }

  /** What to write instead, if known. */
  public Optional<String> suggestion() {
    return suggestion.get();
  }

  /** Pointers to all values the finding is about, if there are several; unmodifiable. */
  public List<String> related() {
    return related.get();
  }

  /** A copy with a suggestion. */
  public Finding suggesting(String text) {
    Optional<String> suggested = Optional.of(text);
    return suggesting(() -> suggested);
  }

  /** A copy whose suggestion, if any, is built on each access. */
  public Finding suggesting(Supplier<Optional<String>> text) {
    return new Finding(severity, code, message, pointer, place, text, related);
  }

  /** A copy that is about all these values. */
  public Finding relating(List<String> pointers) {
    return relating(always(Elements.listOf(pointers, "pointers")));
  }

  /** A copy that is about several values, whose pointers are built on each access. */
  public Finding relating(Supplier<List<String>> pointers) {
    return new Finding(severity, code, message, pointer, place, suggestion, pointers);
  }

  /** A copy with another severity. */
  public Finding withSeverity(Severity other) {
    return new Finding(other, code, message, pointer, place, suggestion, related);
  }

  /**
   * The finding as plain Java for any JSON mapper: a map with {@code severity}, {@code code},
   * {@code message} and {@code pointer}, with {@code line}, {@code column} and {@code offset} if it
   * has a place, and with {@code suggestion} and {@code related} if there are any. Jackson uses
   * this form automatically.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("severity", severity.name());
    map.put("code", code.name());
    map.put("message", message());
    map.put("pointer", pointer());
    if (place != null) {
      map.put("line", place.line());
      map.put("column", place.column());
      map.put("offset", place.offset());
    }
    suggestion().ifPresent(text -> map.put("suggestion", text));
    List<String> pointers = related();
    if (!pointers.isEmpty()) {
      map.put("related", pointers);
    }
    return Collections.unmodifiableMap(map);
  }

  private static int inDocumentOrder(Finding one, Finding other) {
    int order = Long.compare(one.offset(), other.offset());
    if (order == 0) {
      order = one.code.name().compareTo(other.code.name());
    }
    if (order == 0) {
      order = one.pointer().compareTo(other.pointer());
    }
    return order == 0 ? one.message().compareTo(other.message()) : order;
  }

  private long offset() {
    return place == null ? -1 : place.offset();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Finding that
            && severity == that.severity
            && code == that.code
            && Objects.equals(place, that.place)
            && pointer().equals(that.pointer())
            && message().equals(that.message())
            && suggestion().equals(that.suggestion())
            && related().equals(that.related()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, place, pointer());
  }

  /** One line that is safe to log, whatever the document contains. */
  @Override
  public String toString() {
    String path = pointer();
    return PrintableText.of(
        severity
            + " "
            + code
            + (place == null ? "" : " at " + place)
            + (path.isEmpty() ? "" : " (" + path + ")")
            + ": "
            + message());
  }
}
