package dev.sluice.cli.gate;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Known findings to ignore, by file, with the number of times each occurs. */
public final class Baseline {

  private static final String STANDARD_INPUT = "-";

  private final Path directory;
  private final SortedMap<String, SortedMap<FindingKey, Integer>> files = new TreeMap<>();

  /**
   * The comparison of a file's findings with a baseline.
   *
   * @param unknown findings that are not in the baseline
   * @param stale entries of the baseline that no longer occur
   */
  record Match(List<Finding> unknown, List<FindingKey> stale) {}

  /**
   * A baseline without findings.
   *
   * @param directory the absolute path of the directory that file names are relative to
   */
  Baseline(Path directory) {
    this.directory = directory;
  }

  /** Visits the entries of a baseline. */
  interface Visitor {
    /** Visits a finding that occurs in a file {@code times} times. */
    void visit(String file, FindingKey finding, int times) throws IOException;
  }

  /** Visits all entries, sorted. */
  void visit(Visitor visitor) throws IOException {
    for (Map.Entry<String, SortedMap<FindingKey, Integer>> file : files.entrySet()) {
      for (Map.Entry<FindingKey, Integer> finding : file.getValue().entrySet()) {
        visitor.visit(file.getKey(), finding.getKey(), finding.getValue());
      }
    }
  }

  /** The files that no longer exist. */
  List<String> gone() {
    return files.keySet().stream()
        .filter(
            file ->
                !file.equals(STANDARD_INPUT) && Files.notExists(FileNames.within(directory, file)))
        .toList();
  }

  /** Compares findings with the baseline. */
  Match match(String input, List<Finding> findings) {
    Map<FindingKey, Integer> left = new HashMap<>(files.getOrDefault(name(input), new TreeMap<>()));
    List<Finding> unknown = new ArrayList<>();
    for (Finding finding : findings) {
      FindingKey key = FindingKey.of(finding);
      int times = left.getOrDefault(key, 0);
      if (times == 0) {
        unknown.add(finding);
      } else {
        left.put(key, times - 1);
      }
    }
    left.values().removeIf(times -> times == 0);
    return new Match(unknown, left.keySet().stream().sorted().toList());
  }

  /** Adds a finding that occurs in a file {@code times} times. */
  void add(String file, FindingKey key, int times) {
    files.computeIfAbsent(file, unused -> new TreeMap<>()).merge(key, times, Integer::sum);
  }

  /** The name of an input in the baseline, which does not depend on the working directory. */
  String name(String input) {
    if (input.equals(STANDARD_INPUT)) {
      return input;
    }
    Path file = FileNames.path(input).toAbsolutePath().normalize();
    boolean related = directory.getRoot() != null && directory.getRoot().equals(file.getRoot());
    return FileNames.text(related ? directory.relativize(file) : file);
  }
}
