package dev.sluice.model;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one load came to and what it cost.
 *
 * @param operation what was asked for
 * @param source the source's name
 * @param ending how it ended
 * @param code the code of the failure or of the first error; empty if it was accepted or cancelled
 * @param duration from the subscription to the end, waiting included
 * @param stages time the stages that ran took themselves; none of those of reading where the cache
 *     or another load had the answer
 * @param storedBytes bytes taken from the source
 * @param documentBytes bytes of the document, decompressed
 * @param nodes nodes of the document that was accepted, otherwise 0
 * @param connections likewise for connections
 * @param findings findings that were reported
 */
public record LoadSummary(
    Operation operation,
    String source,
    Ending ending,
    Optional<FindingCode> code,
    Duration duration,
    Map<Stage, Duration> stages,
    long storedBytes,
    long documentBytes,
    long nodes,
    long connections,
    int findings) {

  /** What is asked for. */
  public enum Operation {
    /** A workflow with live nodes. */
    LOAD,
    /** What the document says, or what is to be found in it. */
    READ,
    /** What it shows at a glance. */
    SKELETON,
    /** A workflow, told while it is loaded. */
    EVENTS
  }

  /** How a load ends. */
  public enum Ending {
    /** With what was asked for. */
    ACCEPTED,
    /** The document is at fault. */
    REJECTED,
    /** There is nothing to tell about the document: unreadable, late, busy, or our own fault. */
    FAILED,
    /** Nobody wanted it any more. */
    CANCELLED
  }

  /** A step on the way, in this order. */
  public enum Stage {
    /** Decompression. */
    DECODE,
    /** Parsing, and inspecting configs on the way. */
    READ,
    /** The rules, record by record and for the graph. */
    CHECK,
    /** Putting the definition together. */
    ASSEMBLE,
    /** Making live nodes, from the first to the last. */
    CREATE
  }

  /** Makes the map unmodifiable, in the order of the stages. */
  public LoadSummary {
    Map<Stage, Duration> ordered = new EnumMap<>(Stage.class);
    ordered.putAll(stages);
    stages = Collections.unmodifiableMap(ordered);
  }
}
