package dev.sluice.cli;

import dev.sluice.config.Compression;
import dev.sluice.write.WriteOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of commands that write a document. */
@Command
final class WriterOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @ArgGroup private Space space = new Space();

  @Option(
      names = {"--to", "--compression"},
      paramLabel = "plain|gzip|zstd",
      completionCandidates = Completions.Compressions.class,
      description =
          "Compression of the written documents. Default: as the name of OUT indicates, or, with"
              + " many documents, that of each document.")
  private @Nullable Compression compression;

  @Option(
      names = "--level",
      paramLabel = "N",
      description = "Compression level: 0-9 for gzip, 1-22 for zstd; 6 by default.")
  private @Nullable Integer level;

  @Option(
      names = "--migrate",
      description = "Replace obsolete node types, with their configs, by their successors.")
  private boolean migrate;

  @Option(
      names = "--canonical",
      description =
          "Write the form of CasareRPA's editor, whatever dialect or wrapper IN has; in members"
              + " that are moved or renamed, the spelling of numbers and escapes can change.")
  private boolean canonical;

  /** Options for white space; by default it is unchanged. */
  static final class Space {
    @Option(names = "--pretty", description = "Indent by two spaces; values keep their spelling.")
    private boolean pretty;

    @Option(
        names = "--compact",
        description = "Remove all white space; values keep their spelling.")
    private boolean compact;
  }

  /** The requested compression, if any. */
  Optional<Compression> compression() {
    return Optional.ofNullable(compression);
  }

  /** The requested options for many documents, which keep their compression by default. */
  WriteOptions optionsOfMany() {
    Integer given = level;
    if (compression == null && given != null) {
      throw new ParameterException(
          command.commandLine(), "--level requires --to for many documents");
    }
    return compression == null ? formatted(WriteOptions.standard()) : options(Compression.PLAIN);
  }

  /** The requested options. */
  WriteOptions options(Compression byName) {
    Compression wanted = compression == null ? byName : compression;
    WriteOptions options = WriteOptions.standard().withCompression(wanted);
    Integer given = level;
    return formatted(given == null ? options : options.withLevel(checked(wanted, given)));
  }

  private WriteOptions formatted(WriteOptions standard) {
    WriteOptions options = standard;
    options = space.pretty ? options.pretty() : space.compact ? options.compact() : options;
    options = migrate ? options.withMigrations() : options;
    return canonical ? options.inCanonicalForm() : options;
  }

  /** Whether the written document can be larger than, or different from, the one that was read. */
  boolean canGrow() {
    return space.pretty || migrate || canonical;
  }

  private int checked(Compression wanted, int given) {
    try {
      return wanted.requireLevel(given);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--level: " + e.getMessage(), e);
    }
  }
}
