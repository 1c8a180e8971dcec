package dev.sluice.registry.catalog;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The resources of the built-in catalog: tab-separated lines, each with one fact that begins with
 * its kind.
 *
 * <p>{@code index.tsv} begins with {@code catalog}, the format's version and a fingerprint of all
 * resources; then {@code type}, name and category for each type, sorted by name; then {@code
 * migration}, old name, new name, key and value for each migration. The types of a category are in
 * the resource named after it; {@link CatalogDecoder} decodes its lines.
 *
 * <p>The format needs no JSON parser, so this package does not depend on one. With one fact on each
 * line, changes of the catalog are easy to read in a diff.
 */
final class CatalogFile {

  static final String INDEX = "index";
  static final String VERSION = "1";

  /** The beginning of a line about a type, here and in the other resources. */
  static final String TYPE = "type\t";

  private CatalogFile() {}

  /** The lines of one resource. */
  static String[] lines(String name) {
    // Not with +: its first use in a process takes longer than reading the resource.
    String resource = name.concat(".tsv");
    try (InputStream in = CatalogFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw failure(resource, null);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    } catch (IOException e) {
      throw failure(resource, e);
    }
  }

  /** The failure if a resource is missing or damaged. */
  static LoaderFailedException failure(String resource, @Nullable Throwable cause) {
    return new LoaderFailedException(
        Finding.of(FindingCode.INTERNAL, "Cannot read the built-in catalog's resource " + resource),
        cause);
  }

  /** The fields of one line, including empty ones at the end. */
  static String[] fields(String line) {
    return line.split("\t", -1);
  }
}
