package dev.sluice.cli.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the entries of a renamed file. They are the entries of a file that no longer exists and
 * either had the same name in another directory, or had only findings that the renamed file has
 * too.
 *
 * <p>Findings about a document as a whole are not evidence: many documents have the same ones.
 */
final class RenamedFiles {

  private final Map<String, Map<FindingKey, Integer>> gone;
  private final Map<FindingKey, List<String>> byKey = new HashMap<>();
  private final Map<String, List<String>> byName = new HashMap<>();

  /**
   * The files to look for.
   *
   * @param gone the entries of files that no longer exist, by file
   */
  RenamedFiles(Map<String, Map<FindingKey, Integer>> gone) {
    this.gone = new HashMap<>(gone);
    gone.forEach(
        (file, entries) -> {
          byName.computeIfAbsent(baseName(file), any -> new ArrayList<>()).add(file);
          entries.keySet().stream()
              .filter(RenamedFiles::isEvidence)
              .forEach(key -> byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(file));
        });
  }

  private static String baseName(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private static boolean isEvidence(FindingKey key) {
    return key.at().startsWith("node:") || key.at().startsWith("wire:");
  }

  /**
   * The former name of a file, which is found only once; empty if there is none.
   *
   * @param found the findings of the file, with the number of times each occurs
   */
  Optional<String> formerName(String file, Map<FindingKey, Integer> found) {
    TreeSet<String> candidates = new TreeSet<>(byName.getOrDefault(baseName(file), List.of()));
    found.keySet().forEach(key -> candidates.addAll(byKey.getOrDefault(key, List.of())));
    String best = null;
    long most = 0;
    for (String candidate : candidates) {
      Map<FindingKey, Integer> entries = gone.get(candidate);
      if (entries == null) {
        continue; // found before
      }
      long common =
          entries.entrySet().stream()
              .mapToLong(it -> Math.min(it.getValue(), found.getOrDefault(it.getKey(), 0)))
              .sum();
      long all = entries.values().stream().mapToLong(Integer::longValue).sum();
      if (common > most && (common == all || baseName(candidate).equals(baseName(file)))) {
        best = candidate;
        most = common;
      }
    }
    if (best != null) {
      gone.remove(best);
    }
    return Optional.ofNullable(best);
  }
}
