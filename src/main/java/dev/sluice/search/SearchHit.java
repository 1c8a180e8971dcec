package dev.sluice.search;

import dev.sluice.model.Place;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A value of a document that matches a query.
 *
 * @param path the file; the empty path for a source that is not a file
 * @param place where the value begins, in the decompressed document
 * @param pointer RFC 6901 pointer to the value; empty for the whole document
 * @param kind what the value is
 * @param node the id of the node it belongs to, if any
 * @param name the name that the user gave the node, if any
 * @param field the field as in a query, such as {@code type} or {@code config.selector}
 * @param excerpt the value in one line, safe to print: secrets are masked, and long texts are cut
 *     around the matching part
 */
public record SearchHit(
    Path path,
    Place place,
    String pointer,
    Kind kind,
    Optional<String> node,
    Optional<String> name,
    String field,
    String excerpt) {

  /** What a hit is. */
  public enum Kind {
    /** A node or a part of it. */
    NODE,
    /** A connection. */
    CONNECTION,
    /** A variable of the workflow. */
    VARIABLE,
    /** A setting of the workflow. */
    SETTING,
    /** A member of the metadata. */
    METADATA,
    /** A frame around nodes. */
    FRAME,
    /** A finding about the document. */
    FINDING,
    /** The document as a whole. */
    DOCUMENT
  }
}
