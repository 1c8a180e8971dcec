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

/** Findings that are known and put up with, by file and with how often each is there. */
public final class Baseline {

  private static final String STANDARD_INPUT = "-";

  private final Path directory;
  private final SortedMap<String, SortedMap<FindingKey, Integer>> files = new TreeMap<>();

  /**
   * What a baseline says of the findings of one file.
   *
   * @param unknown those that are not on it
   * @param stale those on it that are there no longer
   */
  record Match(List<Finding> unknown, List<FindingKey> stale) {}

  /**
   * A baseline without findings.
   *
   * @param directory an absolute one that names of files are relative to
   */
  Baseline(Path directory) {
    this.directory = directory;
  }

  /** Takes what is known, one finding at a time. */
  interface Visitor {
    /** Takes a finding that a file has so many times. */
    void visit(String file, FindingKey finding, int times) throws IOException;
  }

  /** Shows everything, sorted. */
  void visit(Visitor visitor) throws IOException {
    for (Map.Entry<String, SortedMap<FindingKey, Integer>> file : files.entrySet()) {
      for (Map.Entry<FindingKey, Integer> finding : file.getValue().entrySet()) {
        visitor.visit(file.getKey(), finding.getKey(), finding.getValue());
      }
    }
  }

  /** The files that exist no longer. */
  List<String> gone() {
    return files.keySet().stream()
        .filter(
            file ->
                !file.equals(STANDARD_INPUT) && Files.notExists(FileNames.within(directory, file)))
        .toList();
  }

  /** Compares findings with those that are known. */
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

  /** Adds a finding that a file has so many times. */
  void add(String file, FindingKey key, int times) {
    files.computeIfAbsent(file, unused -> new TreeMap<>()).merge(key, times, Integer::sum);
  }

  /** The name of an input here, the same whatever directory the program runs in. */
  String name(String input) {
    if (input.equals(STANDARD_INPUT)) {
      return input;
    }
    Path file = FileNames.path(input).toAbsolutePath().normalize();
    boolean related = directory.getRoot() != null && directory.getRoot().equals(file.getRoot());
    return FileNames.text(related ? directory.relativize(file) : file);
  }
}
