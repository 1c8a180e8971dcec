package dev.sluice.cli;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.answer.Shard;
import dev.sluice.cli.gate.Settings;
import dev.sluice.cli.git.ChangedFiles;
import dev.sluice.cli.git.ChangedFiles.ChangedFile;
import dev.sluice.file.Unreadable;
import dev.sluice.text.Quantity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** The options that determine which files are checked. */
@Command
final class FileOptions {

  private static final String STANDARD_INPUT = "-";
  private static final int MOST_NAMED = 5;
  private static final int MOST_LISTED_BYTES = 64 << 20;
  private static final Pattern WORKFLOW =
      Pattern.compile(".*\\.json(\\.gz|\\.zst)?", Pattern.DOTALL);

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--all",
      description =
          "In directories, also report files that are not workflows, such as package.json or a JSON"
              + " Schema; by default, they are only counted.")
  private boolean all;

  @Option(
      names = "--hidden",
      description = "Also look into hidden directories and into node_modules, target and build.")
  private boolean hidden;

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description =
          "Exclude files that match a pattern, written as in an ignore file; can be repeated.")
  private List<String> patterns = new ArrayList<>();

  @Option(
      names = "--files-from",
      paramLabel = "FILE",
      description =
          "Check the files and directories listed in FILE, one on each line or separated by NUL;"
              + " - reads the list from standard input.")
  private @Nullable String list;

  @Option(
      names = "--changed-since",
      paramLabel = "REV",
      description =
          "Check only files that have changed since REV in git, and untracked files; without PATH,"
              + " in the whole repository.")
  private @Nullable String changedSince;

  @Option(
      names = "--new-since",
      paramLabel = "REV",
      description =
          "Like --changed-since, and hide the findings that the files already had in REV.")
  private @Nullable String newSince;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = ShardConverter.class,
      description =
          "Check only part I of N of the files, divided by a hash of their names; sluice report"
              + " merge puts the reports of all parts together.")
  private Shard shard = Shard.WHOLE;

  @Option(
      names = "--stdin-filename",
      paramLabel = "NAME",
      description = "The file name to use for standard input in results and patterns.")
  private @Nullable String inputName;

  @Option(
      names = "--allow-empty",
      description = "Succeed even if no workflow was checked; by default, that is a failure.")
  private boolean allowEmpty;

  private final List<String> excludedNames = new ArrayList<>();
  private final List<String> submodules = new ArrayList<>();

  /** Reads the value of {@code --shard}. */
  static final class ShardConverter implements ITypeConverter<Shard> {
    @Override
    public Shard convert(String text) {
      try {
        return Shard.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * The files of a run.
   *
   * @param arguments files and directories
   * @param changed the changed files, if only these are checked
   * @param exclusions the files to exclude
   */
  record Selection(List<String> arguments, Optional<ChangedFiles> changed, Exclusions exclusions) {}

  boolean includesForeign() {
    return all;
  }

  boolean includesHidden() {
    return hidden;
  }

  /** Whether findings that files already had are hidden. */
  boolean hidesEarlier() {
    return newSince != null;
  }

  /** Whether only some files of the arguments are checked. */
  boolean isPartial() {
    return list != null || revision() != null;
  }

  /** The part of the files that this run checks, if the files are divided between several runs. */
  Shard shard() {
    return shard;
  }

  /** Whether a run without files is a success. */
  boolean allowsEmpty() {
    return allowEmpty
        || list != null
        || revision() != null
        || inputName != null
        || shard.count() > 1;
  }

  /** Some files that were named but excluded, with the patterns that matched. */
  List<String> excludedNames() {
    return excludedNames;
  }

  /** The submodules with changes, whose files are not checked because git does not name them. */
  List<String> submodules() {
    return submodules;
  }

  private @Nullable String revision() {
    return newSince != null ? newSince : changedSince;
  }

  /**
   * Determines the files.
   *
   * @param paths the arguments of the command
   * @throws IOException if a list cannot be read, or git fails
   */
  Selection files(List<String> paths, Settings settings, InputStream standardInput)
      throws IOException {
    if (newSince != null && changedSince != null) {
      throw usageError("--changed-since and --new-since cannot be combined");
    }
    List<String> arguments = new ArrayList<>(paths);
    if (list != null) {
      if (list.equals(STANDARD_INPUT) && paths.contains(STANDARD_INPUT)) {
        throw usageError("Standard input (-) cannot be a list and a document");
      }
      arguments.addAll(listed(list, standardInput));
    }
    String revision = revision();
    if (paths.isEmpty() && list == null && revision == null) {
      throw usageError("PATH is missing");
    }
    Exclusions exclusions = new Exclusions(patterns, settings);
    if (revision == null) {
      return new Selection(arguments, Optional.empty(), exclusions);
    }
    boolean whole = paths.isEmpty() && list == null;
    Predicate<Path> isNamed =
        path -> whole || arguments.stream().anyMatch(it -> isWithin(path, it));
    ChangedFiles changed =
        ChangedFiles.since(revision, within(arguments))
            .only(path -> WORKFLOW.matcher(path.toString()).matches() && isNamed.test(path));
    changed.submodules().stream().filter(isNamed).map(FileNames::shown).forEach(submodules::add);
    return new Selection(
        changed.files().stream().map(ChangedFile::path).sorted().map(FileNames::shown).toList(),
        Optional.of(changed),
        exclusions);
  }

  /** A directory in the repository: that of the first argument, else the working directory. */
  private static Path within(List<String> arguments) {
    if (arguments.isEmpty()) {
      return Path.of("");
    }
    String first = arguments.get(0);
    Path path = Inputs.isDirectory(first) ? FileNames.path(first) : Path.of("");
    return path.toAbsolutePath();
  }

  /** Whether a file that git names is in an argument; links in both are resolved. */
  private static boolean isWithin(Path path, String argument) {
    try {
      Path named = FileNames.path(argument);
      return path.normalize()
          .startsWith(
              Files.exists(named) ? named.toRealPath() : named.toAbsolutePath().normalize());
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }

  private static List<String> listed(String file, InputStream standardInput) throws IOException {
    byte[] bytes;
    if (file.equals(STANDARD_INPUT)) {
      bytes = atMost(standardInput);
    } else {
      try (InputStream list = Files.newInputStream(FileNames.path(file))) {
        bytes = atMost(list);
      } catch (IOException | InvalidPathException e) {
        throw new IOException("cannot read the list " + file + ": " + reason(e), e);
      }
    }
    return FileNames.listed(bytes).stream().filter(name -> !name.isBlank()).distinct().toList();
  }

  /** All bytes; on JDK 17, methods such as readAllBytes seek, which a pipe does not support. */
  private static byte[] atMost(InputStream list) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[1 << 13];
    for (int n = list.read(chunk); n >= 0; n = list.read(chunk)) {
      all.write(chunk, 0, n);
      if (all.size() > MOST_LISTED_BYTES) {
        throw new IOException("it has more than " + Quantity.of(MOST_LISTED_BYTES, "byte"));
      }
    }
    return all.toByteArray();
  }

  private static String reason(Exception failure) {
    return failure instanceof IOException io
        ? Unreadable.reason(io)
        : String.valueOf(failure.getMessage());
  }

  /** Whether an input is excluded; does not record the exclusion. */
  boolean isSkipped(Input input, Selection files) {
    return !shard.has(nameOf(input)) || files.exclusions().pattern(nameOf(input)).isPresent();
  }

  /** Whether an input is checked; records those that are excluded. */
  boolean isChecked(Input input, Selection files) {
    String name = nameOf(input);
    if (!shard.has(name)) {
      return false;
    }
    Optional<String> pattern = files.exclusions().pattern(name);
    if (pattern.isPresent()) {
      files.exclusions().count(name);
      if (!input.found() && excludedNames.size() < MOST_NAMED) {
        excludedNames.add(name + " (" + pattern.get() + ")");
      }
    }
    return pattern.isEmpty();
  }

  /** The input as it is shown. */
  Input shown(Input input, Selection files) {
    Input named = input.named(nameOf(input));
    return files.changed().isPresent() ? named.asFound() : named;
  }

  private String nameOf(Input input) {
    return input.name().equals(STANDARD_INPUT) && inputName != null ? inputName : input.name();
  }

  private ParameterException usageError(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Arguments without duplicates. */
  List<String> distinct(Selection files) {
    return Inputs.of(command.commandLine(), files.arguments());
  }
}
