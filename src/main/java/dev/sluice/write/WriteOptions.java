package dev.sluice.write;

import dev.sluice.config.Compression;
import dev.sluice.model.Layout;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Options for writing a definition; immutable.
 *
 * @param layout white space and escapes; by default those of the document that was read
 * @param compression the compression; by default as the file's name indicates, and none without a
 *     file
 * @param level the compression level; by default 6
 * @param migrated whether migrated nodes are written with their new type and config instead of the
 *     document's; false by default
 * @param canonical whether dialects and wrappers are replaced by the canonical form; false by
 *     default
 * @param text a stored document, compressed or not, whose text is kept where its content is the
 *     same; by default the whole text is formatted
 * @param like a file whose modification time the written file gets and, if the written file is new,
 *     whose permissions and group; by default they are those of any file that the process writes
 */
public record WriteOptions(
    Optional<Layout> layout,
    Optional<Compression> compression,
    OptionalInt level,
    boolean migrated,
    boolean canonical,
    Optional<byte[]> text,
    Optional<Path> like) {

  private static final WriteOptions STANDARD =
      new WriteOptions(
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty());

  /** Refuses null. */
  public WriteOptions {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(compression, "compression");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(like, "like");
  }

  /** The defaults: the document is written as it was read. */
  public static WriteOptions standard() {
    return STANDARD;
  }

  /** A copy that indents by two spaces. */
  public WriteOptions pretty() {
    return withLayout(Layout.PRETTY);
  }

  /** A copy without white space. */
  public WriteOptions compact() {
    return withLayout(Layout.COMPACT);
  }

  /** A copy with another layout. */
  public WriteOptions withLayout(Layout layout) {
    Objects.requireNonNull(layout, "layout");
    return new WriteOptions(
        Optional.of(layout), compression, level, migrated, canonical, text, like);
  }

  /** A copy with this compression, whatever the file's name is. */
  public WriteOptions withCompression(Compression compression) {
    Objects.requireNonNull(compression, "compression");
    return new WriteOptions(
        layout, Optional.of(compression), level, migrated, canonical, text, like);
  }

  /** A copy with this level, which must be valid for the compression; see {@link Compression}. */
  public WriteOptions withLevel(int level) {
    return new WriteOptions(
        layout, compression, OptionalInt.of(level), migrated, canonical, text, like);
  }

  /** A copy that writes the successors of migrated types. */
  public WriteOptions withMigrations() {
    return new WriteOptions(layout, compression, level, true, canonical, text, like);
  }

  /** A copy that writes the canonical form. */
  public WriteOptions inCanonicalForm() {
    return new WriteOptions(layout, compression, level, migrated, true, text, like);
  }

  /**
   * A copy that gives the written file the modification time of another file and, if the written
   * file is new, its permissions and group. A file that is replaced keeps its own permissions and
   * group.
   */
  public WriteOptions withTraitsOf(Path file) {
    Objects.requireNonNull(file, "file");
    return new WriteOptions(
        layout, compression, level, migrated, canonical, text, Optional.of(file));
  }

  /**
   * A copy that writes over the text of a document: content that is the same in the definition and
   * the document keeps its bytes, with white space, escapes, notation of numbers and duplicate
   * keys. It is meant for the document from which the definition was read. The compression of the
   * document is used unless another one is set. If a layout is set, it determines the white space
   * only, and whether non-ASCII characters are escaped: everything else keeps its spelling. A text
   * that is not JSON is not kept.
   *
   * @param stored the document as it is stored, which is not copied and must not change
   */
  public WriteOptions withTextOf(byte[] stored) {
    return new WriteOptions(
        layout,
        compression,
        level,
        migrated,
        canonical,
        Optional.of(Objects.requireNonNull(stored, "stored")),
        like);
  }

  /** The level to use; the compression must have it. */
  int levelFor(Compression packing) {
    return packing.requireLevel(level.orElse(packing.standardLevel()));
  }
}
