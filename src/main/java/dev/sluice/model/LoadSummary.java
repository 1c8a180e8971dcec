package dev.sluice.model;

import dev.sluice.value.Elements;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome and the cost of one load.
 *
 * @param operation the operation
 * @param source the name of the source
 * @param ending how the load ended
 * @param code the code of the failure or of the first error; empty if the document was accepted or
 *     the load was cancelled
 * @param failure the failure of a load that ended with {@link Ending#FAILED}; otherwise empty,
 *     because a rejection is not a failure of the load
 * @param duration from the subscription to the end, including waiting
 * @param stages each stage's own time, for the stages that ran; if the cache or another load
 *     provided the result, the stages up to the definition are absent
 * @param storedBytes bytes read from the source
 * @param documentBytes bytes of the document after decompression
 * @param nodes the number of nodes of an accepted document, otherwise 0
 * @param connections the number of connections of an accepted document, otherwise 0
 * @param findings the number of reported findings
 */
public record LoadSummary(
    Operation operation,
    String source,
    Ending ending,
    Optional<FindingCode> code,
    Optional<Throwable> failure,
    Duration duration,
    Map<LoadStage, Duration> stages,
    long storedBytes,
    long documentBytes,
    long nodes,
    long connections,
    int findings) {

  /** The kinds of load. */
  public enum Operation {
    /** A workflow with live nodes. */
    LOAD,
    /** A definition. */
    READ,
    /** The findings of a document, without its definition. */
    VALIDATE,
    /** A skeleton, alone or as part of a preview. */
    SKELETON,
    /** The whole workflow of a preview; only the first such load reads the document. */
    FULL,
    /** A workflow with live nodes, with events during the load. */
    EVENTS
  }

  /** The ways in which a load ends. */
  public enum Ending {
    /** The document was accepted. */
    ACCEPTED,
    /** The document was rejected. */
    REJECTED,
    /** The load failed for another reason: unreadable, timed out, busy, or an internal failure. */
    FAILED,
    /** The load was cancelled. */
    CANCELLED
  }

  /** Makes the map unmodifiable, in the order of the stages. */
  public LoadSummary {
    Map<LoadStage, Duration> ordered = new EnumMap<>(LoadStage.class);
    ordered.putAll(Elements.requireEntries(stages, "stages"));
    stages = Collections.unmodifiableMap(ordered);
  }
}
