package dev.sluice.fuzz;

import dev.sluice.cli.ConfigurationTarget;
import dev.sluice.codec.CompressedTarget;
import dev.sluice.diff.DocumentTarget;
import dev.sluice.support.Packing;
import dev.sluice.support.PercentText;
import dev.sluice.web.HttpTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** All targets, each with its inputs in a text file and the words of its language in another. */
public enum FuzzTargets {
  /** Any bytes as a document. */
  BYTES(DocumentTarget::ofBytes),
  /** Bytes that choose among the members and values of workflows. */
  STRUCTURE(DocumentTarget::ofChoices),
  /** Any bytes as one node of a document: the fast lane against the reader of tokens. */
  LANE(DocumentTarget::ofNode),
  /** Any bytes as a gzip source, and as the deflated part of one. */
  GZIP(() -> new CompressedTarget(Packing.GZIP)),
  /** Any bytes as a zstd source, and as the blocks of a frame. */
  ZSTD(() -> new CompressedTarget(Packing.ZSTD)),
  /** Any text as a query. */
  QUERY(QueryTarget::new),
  /** Any text as the lines of an ignore file. */
  IGNORE(IgnoreTarget::new),
  /** Any bytes as a baseline. */
  BASELINE(BaselineTarget::new),
  /** Any bytes as a configuration and as a file of limits. */
  CONFIGURATION(ConfigurationTarget::new),
  /** Two JSON values, between which a patch is written. */
  PATCH(PatchTarget::new),
  /** Any bytes as what a client sends to the workflow browser. */
  HTTP(HttpTarget::new);

  private static final Path DIRECTORY =
      Path.of("src", "test", "resources", "dev", "sluice", "fuzz");

  private final Opening opening;

  FuzzTargets(Opening opening) {
    this.opening = opening;
  }

  @FunctionalInterface
  private interface Opening {
    FuzzTarget open() throws IOException;
  }

  /** Opens the target, which is for one thread. */
  FuzzTarget open() throws IOException {
    return opening.open();
  }

  /**
   * The inputs that are replayed: one in a line, as {@link PercentText} writes it. Lines that begin
   * with a hash sign say what the input below them has found.
   */
  List<byte[]> inputs() throws IOException {
    try (var lines = Files.lines(DIRECTORY.resolve(fileName() + ".txt"))) {
      return lines.filter(line -> !line.startsWith("#")).map(PercentText::bytes).toList();
    }
  }

  /** The words of the language of the inputs, as libFuzzer reads them. */
  Path dictionary() {
    return DIRECTORY.resolve(fileName() + ".dict");
  }

  private String fileName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
