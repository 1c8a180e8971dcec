package dev.sluice.write;

import dev.sluice.config.Compression;
import dev.sluice.model.Layout;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a definition is to be written; immutable.
 *
 * @param layout white space and escapes; by default those of the document that was read
 * @param compression how to pack it; by default what the file's name asks for, and nothing where
 *     there is no file
 * @param level how hard to try; by default 6
 * @param migrated whether migrated nodes are written with their new type and config, and not as the
 *     document has them; false by default
 * @param canonical whether dialects and wrappers give way to the canonical form; false by default
 * @param like a file whose permissions, group and time a new file gets; by default it gets those of
 *     any new file of the process
 */
public record WriteOptions(
    Optional<Layout> layout,
    Optional<Compression> compression,
    OptionalInt level,
    boolean migrated,
    boolean canonical,
    Optional<Path> like) {

  private static final WriteOptions STANDARD =
      new WriteOptions(
          Optional.empty(), Optional.empty(), OptionalInt.empty(), false, false, Optional.empty());

  /** Refuses null. */
  public WriteOptions {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(compression, "compression");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(like, "like");
  }

  /** The defaults: everything as it was read. */
  public static WriteOptions standard() {
    return STANDARD;
  }

  /** The same with two spaces for each level. */
  public WriteOptions pretty() {
    return withLayout(Layout.PRETTY);
  }

  /** The same without white space. */
  public WriteOptions compact() {
    return withLayout(Layout.COMPACT);
  }

  /** The same in a layout. */
  public WriteOptions withLayout(Layout layout) {
    Objects.requireNonNull(layout, "layout");
    return new WriteOptions(Optional.of(layout), compression, level, migrated, canonical, like);
  }

  /** The same, packed so whatever the file is called. */
  public WriteOptions withCompression(Compression compression) {
    Objects.requireNonNull(compression, "compression");
    return new WriteOptions(layout, Optional.of(compression), level, migrated, canonical, like);
  }

  /** The same at a level that the compression must have; see {@link Compression}. */
  public WriteOptions withLevel(int wanted) {
    return new WriteOptions(layout, compression, OptionalInt.of(wanted), migrated, canonical, like);
  }

  /** The same with the successors of migrated types. */
  public WriteOptions withMigrations() {
    return new WriteOptions(layout, compression, level, true, canonical, like);
  }

  /** The same in the canonical form. */
  public WriteOptions inCanonicalForm() {
    return new WriteOptions(layout, compression, level, migrated, true, like);
  }

  /**
   * The same with the permissions, the group and the time of another file for a file that is new. A
   * file that is replaced keeps its own.
   */
  public WriteOptions withTraitsOf(Path file) {
    Objects.requireNonNull(file, "file");
    return new WriteOptions(layout, compression, level, migrated, canonical, Optional.of(file));
  }

  /** The level for a compression, which must have it. */
  int levelFor(Compression packing) {
    return packing.requireLevel(level.orElse(packing.standardLevel()));
  }
}
