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
 * The files to which the documents of a run are written: beside their sources, or in a folder with
 * the same subfolders. The suffixes of the names show the compression.
 */
public final class Targets {

  private final Optional<Path> folder;
  private final Optional<Compression> compression;
  private final List<Path> roots;
  private final Map<Path, String> taken = new HashMap<>();

  /**
   * Targets.
   *
   * @param folder where all documents are written; beside their sources if empty
   * @param compression of all documents; that of the source if empty
   * @param roots the directories that are searched
   */
  public Targets(Optional<Path> folder, Optional<Compression> compression, List<Path> roots) {
    this.folder = folder.map(path -> path.toAbsolutePath().normalize());
    this.compression = compression;
    this.roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
  }

  /** The target of a file. */
  public Path of(Path source) {
    Path absolute = source.toAbsolutePath().normalize();
    Path renamed = renamed(absolute);
    if (folder.isEmpty()) {
      return renamed;
    }
    Path directory =
        roots.stream()
            .filter(absolute::startsWith)
            .max((one, other) -> Integer.compare(one.getNameCount(), other.getNameCount()))
            .map(root -> folder.get().resolve(root.relativize(absolute)))
            .orElseGet(() -> folder.get().resolve(absolute.getFileName()));
    return directory.resolveSibling(renamed.getFileName());
  }

  /** The file with another suffix; built from the URI, as a string may lose bytes of the name. */
  private Path renamed(Path file) {
    String name = file.toUri().toString();
    String suffix = Compression.ofName(file.toString()).suffix();
    return compression.isEmpty() || suffix.equals(compression.get().suffix())
        ? file
        : Path.of(
            URI.create(
                name.substring(0, name.length() - suffix.length()) + compression.get().suffix()));
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
