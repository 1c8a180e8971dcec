package dev.sluice.cli.answer;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.Unreadable;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanOptions;
import dev.sluice.scan.TreeEntry;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Resolves the arguments of a command to inputs. */
public final class Inputs {

  private static final String STANDARD_INPUT = "-";

  private Inputs() {}

  /**
   * The arguments without duplicates, that is, without other names of the same file or directory.
   *
   * <p>Standard input given twice is a usage error, because it can be read only once.
   */
  public static List<String> of(CommandLine command, List<String> arguments) {
    if (Collections.frequency(arguments, STANDARD_INPUT) > 1) {
      throw new ParameterException(command, "Standard input (-) can be given only once");
    }
    Map<Object, String> distinct = new LinkedHashMap<>();
    for (String argument : arguments) {
      Object key = argument.equals(STANDARD_INPUT) ? argument : key(argument);
      distinct.putIfAbsent(key, argument);
    }
    return List.copyOf(distinct.values());
  }

  /** A key that is equal for all names of a file: its real path, or the name if there is none. */
  private static Object key(String argument) {
    try {
      return key(FileNames.path(argument));
    } catch (InvalidPathException e) {
      return argument;
    }
  }

  private static Path key(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** The input for an argument. */
  public static Input of(String argument, InputStream standardInput, boolean readAgain) {
    if (argument.equals(STANDARD_INPUT)) {
      return new Input(argument, new StandardInput(standardInput, readAgain));
    }
    try {
      Path path = FileNames.path(argument);
      return new Input(FileNames.shown(path), ByteSource.of(path));
    } catch (InvalidPathException e) {
      return new Input(argument, ByteSource.of(argument, Flux.error(() -> noPath(argument, e))));
    }
  }

  private static UnreadableSourceException noPath(String argument, InvalidPathException cause) {
    return Unreadable.because(argument, cause.getReason(), cause);
  }

  /**
   * The inputs for the arguments; directories are searched recursively.
   *
   * <p>Cold; directories are searched on demand. A directory that cannot be listed becomes an
   * unreadable input.
   *
   * @param hidden whether to search hidden, dependency and build directories
   * @param readAgain whether standard input will be read again
   * @param blocking the scheduler that lists directories
   */
  public static Flux<Input> within(
      List<String> arguments,
      boolean hidden,
      InputStream standardInput,
      boolean readAgain,
      Scheduler blocking) {
    // files of any size are found, because a file that is too large gets a finding
    ScanOptions documents = ScanOptions.builder().hidden(hidden).maxBytes(Long.MAX_VALUE).build();
    DirectoryScanner scanner = new DirectoryScanner(documents, blocking);
    return Flux.defer(
        () -> {
          Overlap overlap = new Overlap(arguments);
          return Flux.fromIterable(arguments)
              .concatMap(
                  argument ->
                      isDirectory(argument)
                          ? within(scanner, FileNames.path(argument), overlap)
                          : Flux.just(of(argument, standardInput, readAgain))
                              .filter(unused -> overlap.isNew(argument)),
                  1);
        });
  }

  private static Flux<Input> within(DirectoryScanner scanner, Path directory, Overlap overlap) {
    return scanner
        .walk(directory)
        .filter(entry -> overlap.isNew(entry.path()))
        .map(entry -> found(entry, overlap.isNamed(entry.path())))
        .onErrorResume(WorkflowException.class, e -> Mono.just(unreadable(directory, e)));
  }

  /** Whether an argument names a directory. */
  public static boolean isDirectory(String argument) {
    try {
      return !argument.equals(STANDARD_INPUT) && Files.isDirectory(FileNames.path(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Input found(TreeEntry entry, boolean named) {
    if (entry instanceof TreeEntry.Failed failed) {
      return unreadable(failed.path(), failed.failure());
    }
    return new Input(FileNames.shown(entry.path()), ByteSource.of(entry.path()), !named);
  }

  private static Input unreadable(Path path, WorkflowException failure) {
    String name = FileNames.shown(path);
    return new Input(name, ByteSource.of(name, Flux.error(failure)), true);
  }

  /**
   * The files that have already been processed. Files are remembered only if one argument contains
   * another, so memory does not grow with the size of a tree.
   */
  private static final class Overlap {

    private final Set<Object> named = new HashSet<>();
    private final Set<Object> seen = new HashSet<>();
    private final boolean exists;

    Overlap(List<String> arguments) {
      List<Path> directories = new ArrayList<>();
      for (String argument : arguments) {
        if (isDirectory(argument)) {
          directories.add(key(FileNames.path(argument)));
        } else {
          named.add(key(argument));
        }
      }
      exists =
          Stream.concat(named.stream(), directories.stream())
              .anyMatch(inner -> directories.stream().anyMatch(outer -> isWithin(inner, outer)));
    }

    private static boolean isWithin(Object inner, Path outer) {
      return inner instanceof Path path && !path.equals(outer) && path.startsWith(outer);
    }

    boolean isNew(String argument) {
      return !exists || seen.add(key(argument));
    }

    boolean isNew(Path file) {
      return !exists || seen.add(key(file));
    }

    /** Whether a file of a directory is also named as an argument. */
    boolean isNamed(Path file) {
      return exists && named.contains(key(file));
    }
  }
}
