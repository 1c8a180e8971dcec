package dev.sluice.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a document is not accepted.
 *
 * @param kind the kind of problem, which determines the HTTP status and who can fix it
 * @param finding the finding that rejected the document: the one that ended the load early or, if
 *     none did, the first one by offset that rejects under the profile of the load
 */
public record Rejection(Kind kind, Finding finding) {

  /** The rejection for a finding, of the kind that its code implies for uncompressed documents. */
  public static Rejection of(Finding finding) {
    return new Rejection(Kind.of(finding.code()), finding);
  }

  /**
   * The rejection as plain Java for any JSON mapper: a map with {@code kind}, {@code httpStatus}
   * and {@code finding}. Jackson uses this form automatically.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind.name());
    map.put("httpStatus", kind.httpStatus());
    map.put("finding", finding.toMap());
    return Collections.unmodifiableMap(map);
  }

  /** The kinds of rejections. Each has the HTTP status for the response to an upload. */
  public enum Kind {
    /** The source cannot be read or changed: the operator of the program must fix it. */
    UNREADABLE(404),
    /** The compressed data is damaged or truncated: fetch or write it again. */
    CORRUPT(400),
    /** The bytes are not JSON in UTF-8: fix the program that wrote them. */
    MALFORMED(400),
    /**
     * The document exceeds a limit: its author must make it smaller, or the caller must raise the
     * limit.
     */
    TOO_LARGE(413),
    /** The document violates the rules of workflows: its author must fix it. */
    INVALID(422),
    /**
     * The document has a form that is not supported. No finding of this version has this kind; a
     * host can use it for content types that it does not accept.
     */
    UNSUPPORTED(415),
    /** The loader has no capacity left, or is closed: try again later. */
    BUSY(503),
    /** The load took longer than its deadline. */
    TIMED_OUT(408),
    /** The program itself failed: the loader, a node factory, or the target of a write. */
    INTERNAL(500);

    private final int httpStatus;

    Kind(int httpStatus) {
      this.httpStatus = httpStatus;
    }

    /** The HTTP status of a response, for example 422. */
    public int httpStatus() {
      return httpStatus;
    }

    private static Kind of(FindingCode code) {
      return switch (code) {
        case UNREADABLE, CHANGED_WHILE_READING -> UNREADABLE;
        case CORRUPT_COMPRESSION -> CORRUPT;
        case TRUNCATED, MALFORMED_JSON, MERGE_CONFLICT, INVALID_UTF8 -> MALFORMED;
        case LIMIT_EXCEEDED -> TOO_LARGE;
        case BUSY -> BUSY;
        case TIMED_OUT -> TIMED_OUT;
        case INTERNAL, NODE_CREATION_FAILED, UNWRITABLE -> INTERNAL;
        default -> INVALID;
      };
    }
  }
}
