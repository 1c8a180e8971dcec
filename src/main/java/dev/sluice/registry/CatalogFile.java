package dev.sluice.registry;

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

  private CatalogFile() {}

  /** The lines of one resource, each split into its fields. */
  static String[][] read(String name) {
    String resource = "catalog/" + name + ".tsv";
    try (InputStream in = CatalogFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw Failures.ofCatalog(resource, null);
      }
      String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
      // The file ends with a line feed, so the last piece is empty and no line.
      String[][] rows = new String[lines.length - 1][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = lines[i].split("\t", -1);
      }
      return rows;
    } catch (IOException e) {
      throw Failures.ofCatalog(resource, e);
    }
  }
}
