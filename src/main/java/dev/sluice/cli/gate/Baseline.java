package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Known findings to ignore, by file, with the number of times each occurs. */
public final class Baseline {

  private static final String STANDARD_INPUT = "-";

  private final Path directory;
  private final boolean firstForm;
  private final SortedMap<String, SortedMap<FindingKey, Integer>> files = new TreeMap<>();
  private final Map<String, String> renamed = new TreeMap<>();
  private @Nullable RenamedFiles renamedFiles;

  /**
   * The comparison of a file's findings with a baseline.
   *
   * @param unknown findings that are not in the baseline
   * @param stale entries of the baseline that no longer occur, each with how often it is missing
   */
  record Match(List<Finding> unknown, Map<FindingKey, Integer> stale) {

    /** Nothing is in the baseline. */
    static Match none(List<Finding> findings) {
      return new Match(findings, Map.of());
    }
  }

  /**
   * A baseline without findings.
   *
   * @param directory the absolute path of the directory that file names are relative to
   * @param firstForm whether findings are identified by pointer and message
   */
  Baseline(Path directory, boolean firstForm) {
    this.directory = directory;
    this.firstForm = firstForm;
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

  /** Whether findings are identified by pointer and message. */
  public boolean isInFirstForm() {
    return firstForm;
  }

  /** The files that no longer exist and were not found under another name. */
  List<String> gone() {
    return files.keySet().stream()
        .filter(file -> isGone(file) && !renamed.containsValue(file))
        .toList();
  }

  /** The former names of inputs that were renamed, by current name. */
  Map<String, String> renamed() {
    return renamed;
  }

  private boolean isGone(String file) {
    return !file.equals(STANDARD_INPUT) && Files.notExists(FileNames.within(directory, file));
  }

  /** Compares the findings of an input with the baseline. */
  Match match(Answer answer) {
    List<Finding> findings = answer.report().findings();
    String input = answer.input().name();
    SortedMap<FindingKey, Integer> entries = files.get(name(input));
    if (entries == null && (firstForm || findings.isEmpty())) {
      return Match.none(findings);
    }
    List<FindingKey> keys = findings.stream().map(finding -> key(answer, finding)).toList();
    if (entries == null) {
      Optional<String> former = formerName(input, keys);
      if (former.isEmpty()) {
        return Match.none(findings);
      }
      renamed.put(input, former.get());
      entries = files.getOrDefault(former.get(), new TreeMap<>());
    }
    return match(findings, keys, entries);
  }

  private FindingKey key(Answer answer, Finding finding) {
    return firstForm
        ? FindingKey.inFirstForm(finding)
        : FindingKey.of(finding.code(), answer.placeOf(finding));
  }

  private static Match match(
      List<Finding> findings, List<FindingKey> keys, Map<FindingKey, Integer> entries) {
    Map<FindingKey, Integer> left = new TreeMap<>(entries);
    List<Finding> unknown = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      int times = left.getOrDefault(keys.get(i), 0);
      if (times == 0 || Protection.fromBaseline(findings.get(i))) {
        unknown.add(findings.get(i));
      } else {
        left.put(keys.get(i), times - 1);
      }
    }
    left.values().removeIf(times -> times == 0);
    return new Match(unknown, left);
  }

  private Optional<String> formerName(String input, List<FindingKey> keys) {
    RenamedFiles search = renamedFiles;
    if (search == null) {
      Map<String, Map<FindingKey, Integer>> gone = new HashMap<>();
      files.forEach(
          (file, entries) -> {
            if (isGone(file)) {
              gone.put(file, entries);
            }
          });
      search = new RenamedFiles(gone);
      renamedFiles = search;
    }
    Map<FindingKey, Integer> found = new HashMap<>();
    keys.forEach(key -> found.merge(key, 1, Integer::sum));
    return search.formerName(name(input), found);
  }

  /**
   * Adds the findings of an earlier version of an input; for equal findings, the larger number
   * counts.
   */
  public void addEarlier(Answer answer) {
    Map<FindingKey, Integer> found = new TreeMap<>();
    for (Finding finding : answer.report().findings()) {
      found.merge(key(answer, finding), 1, Integer::sum);
    }
    SortedMap<FindingKey, Integer> entries =
        files.computeIfAbsent(name(answer.input().name()), unused -> new TreeMap<>());
    found.forEach((key, times) -> entries.merge(key, times, Math::max));
  }

  /** A baseline without findings, with file names relative to the working directory. */
  public static Baseline empty() {
    return new Baseline(Path.of("").toAbsolutePath(), false);
  }

  /** A copy with each file in its shortest form, in case the baseline was edited by hand. */
  Baseline normalised() throws IOException {
    Baseline copy = new Baseline(directory, firstForm);
    visit((file, finding, times) -> copy.add(copy.name(file, this), finding, times));
    return copy;
  }

  /** Adds a finding that occurs in a file {@code times} times. */
  void add(String file, FindingKey key, int times) {
    files.computeIfAbsent(file, unused -> new TreeMap<>()).merge(key, times, Integer::sum);
  }

  /** Adds the entries of another baseline; false if both have a file but with different entries. */
  boolean addAll(Baseline other) {
    for (Map.Entry<String, SortedMap<FindingKey, Integer>> file : other.files.entrySet()) {
      SortedMap<FindingKey, Integer> entries = files.putIfAbsent(file.getKey(), file.getValue());
      if (entries != null && !entries.equals(file.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Removes a finding from a file {@code times} times. */
  void remove(String file, FindingKey key, int times) {
    SortedMap<FindingKey, Integer> entries = files.get(file);
    if (entries != null) {
      entries.computeIfPresent(key, (same, count) -> count > times ? count - times : null);
      if (entries.isEmpty()) {
        files.remove(file);
      }
    }
  }

  /** Moves the entries of renamed files to the current names of these files. */
  void applyRenames() {
    renamed.forEach(
        (input, former) -> {
          SortedMap<FindingKey, Integer> entries = files.remove(former);
          if (entries != null) {
            files.put(name(input), entries);
          }
        });
    renamed.clear();
  }

  /** Removes a file with all its findings. */
  void remove(String file) {
    files.remove(file);
  }

  /** The names of all files. */
  Set<String> files() {
    return files.keySet();
  }

  /** The name of an input in the baseline, which does not depend on the working directory. */
  String name(String input) {
    return input.equals(STANDARD_INPUT) ? input : name(FileNames.path(input));
  }

  private String name(Path path) {
    Path file = path.toAbsolutePath().normalize();
    boolean related = directory.getRoot() != null && directory.getRoot().equals(file.getRoot());
    return FileNames.text(related ? directory.relativize(file) : file);
  }

  /** This baseline's name for a file of another one; the two can be in different directories. */
  String name(String file, Baseline other) {
    return file.equals(STANDARD_INPUT) ? file : name(FileNames.within(other.directory, file));
  }

  /** The name of a file of this baseline in results. */
  String shown(String file) {
    return file.equals(STANDARD_INPUT) ? file : FileNames.shown(FileNames.within(directory, file));
  }
}
