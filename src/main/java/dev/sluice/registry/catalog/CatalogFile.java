package dev.sluice.registry.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The resources of the built-in catalog: tab-separated lines, one fact each, the kind of fact in
 * front.
 *
 * <p>{@code index.tsv} begins with {@code catalog}, the format's version and a fingerprint of all
 * resources; then {@code type}, name and category for each type, sorted by name; then {@code
 * migration}, old name, new name, key and value for each migration. A category's descriptors are in
 * the resource named after it; {@link CatalogDecoder} knows their lines.
 *
 * <p>A text that needs no JSON parser, so that this package depends on none, and one fact a line,
 * so that a change of the catalog reads well in a diff.
 */
final class CatalogFile {

  static final String INDEX = "index";
  static final String VERSION = "1";

  /** How a line begins that is about a type, here and in the other resources. */
  static final String TYPE = "type\t";

  private CatalogFile() {}

  /** The lines of one resource. */
  static String[] lines(String name) {
    // Not with +, whose first use in a process costs more than all the reading.
    String resource = name.concat(".tsv");
    try (InputStream in = CatalogFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw Failures.ofCatalog(resource, null);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    } catch (IOException e) {
      throw Failures.ofCatalog(resource, e);
    }
  }

  /** The fields of one line, empty ones at the end included. */
  static String[] fields(String line) {
    return line.split("\t", -1);
  }
}
