package dev.sluice.cli.convert;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Input;
import dev.sluice.config.Compression;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files to which the documents of a run are written: beside their sources, or in a directory
 * with the same subdirectories. The file extensions show the compression.
 */
public final class Targets {

  private final Optional<Path> directory;
  private final Optional<Compression> compression;
  private final List<Path> roots;
  private final Map<Path, String> taken = new HashMap<>();

  /**
   * Targets.
   *
   * @param directory where all documents are written; beside their sources if empty
   * @param compression of all documents; that of the source if empty
   * @param roots the directories that are searched
   */
  public Targets(Optional<Path> directory, Optional<Compression> compression, List<Path> roots) {
    this.directory = directory.map(path -> path.toAbsolutePath().normalize());
    this.compression = compression;
    this.roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
  }

  /** The target of a file. */
  public Path of(Path source) {
    Path absolute = source.toAbsolutePath().normalize();
    Path renamed = renamed(absolute);
    if (directory.isEmpty()) {
      return renamed;
    }
    Path placed =
        roots.stream()
            .filter(absolute::startsWith)
            .max((one, other) -> Integer.compare(one.getNameCount(), other.getNameCount()))
            .map(root -> directory.get().resolve(root.relativize(absolute)))
            .orElseGet(() -> directory.get().resolve(absolute.getFileName()));
    return placed.resolveSibling(renamed.getFileName());
  }

  /** With another extension; built from the URI, as a string may lose bytes of the name. */
  private Path renamed(Path file) {
    String name = file.toUri().toString();
    String extension = Compression.ofName(file.toString()).extension();
    return compression.isEmpty() || extension.equals(compression.get().extension())
        ? file
        : Path.of(
            URI.create(
                name.substring(0, name.length() - extension.length())
                    + compression.get().extension()));
  }

  /** Reserves a target for an input; returns the name of the input that already has it, if any. */
  public Optional<String> reserve(Input input, Path target) {
    return Optional.ofNullable(taken.putIfAbsent(target, input.name()));
  }

  /** The name of a target in results. */
  static String shown(Path target) {
    return FileNames.shown(target);
  }
}
