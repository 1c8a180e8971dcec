package dev.sluice.cli.diff;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Input;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanOptions;
import dev.sluice.scan.TreeEntry;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * Compares the workflows of two directories: files with the same relative path, then those of the
 * rest that have the same content.
 */
public final class TreeComparison {

  private final InputComparison comparison;
  private final DirectoryScanner scanner;

  /** A comparison of files as that of two inputs; the scheduler lists directories. */
  public TreeComparison(InputComparison comparison, Scheduler blocking) {
    this.comparison = comparison;
    this.scanner =
        new DirectoryScanner(ScanOptions.builder().maxBytes(Long.MAX_VALUE).build(), blocking);
  }

  /** Receives the comparisons in the order of the paths. */
  public interface Receiver {
    /** Takes the next one. */
    void take(Compared compared) throws IOException;
  }

  /** Compares two directories; files that are foreign on both sides are left out. */
  public void compare(Path before, Path after, Receiver receiver) throws IOException {
    Map<String, Path> old = files(before);
    Map<String, Path> now = files(after);
    Map<String, Answer> removed = new LinkedHashMap<>();
    Map<String, Answer> added = new LinkedHashMap<>();
    TreeMap<String, Path> all = new TreeMap<>(now);
    all.putAll(old);
    for (String name : all.keySet()) {
      Path from = old.get(name);
      Path to = now.get(name);
      if (from != null && to != null) {
        receiver.take(compareFiles(name, from, to));
      } else if (from != null) {
        keep(name, from, removed);
      } else if (to != null) {
        keep(name, to, added);
      }
    }
    reportRest(removed, added, receiver);
  }

  private Map<String, Path> files(Path directory) {
    Map<String, Path> files = new TreeMap<>();
    Flux<TreeEntry> entries = scanner.walk(directory);
    try (Stream<TreeEntry> listed = entries.toStream()) {
      for (Iterator<TreeEntry> rest = listed.iterator(); rest.hasNext(); ) {
        Path path = rest.next().path();
        files.put(FileNames.text(directory.relativize(path)), path);
      }
    }
    return files;
  }

  private Compared compareFiles(String name, Path before, Path after) throws IOException {
    if (areEqual(before, after)) {
      return new Compared(name, name, new Compared.Unchanged());
    }
    return comparison.compareFound(input(name, before), input(name, after));
  }

  private static boolean areEqual(Path before, Path after) {
    try {
      return Files.mismatch(before, after) < 0;
    } catch (IOException e) {
      return false; // reading it again gives the reason
    }
  }

  private static Input input(String name, Path file) {
    return new Input(name, ByteSource.of(file), true);
  }

  /** Keeps the definition of a file without a counterpart; foreign files are left out. */
  private void keep(String name, Path file, Map<String, Answer> kept) {
    Answer answer = comparison.read(input(name, file)).get(0);
    if (!answer.report().foreign()) {
      kept.put(name, answer);
    }
  }

  private static void reportRest(
      Map<String, Answer> removed, Map<String, Answer> added, Receiver receiver)
      throws IOException {
    Map<String, List<String>> byContent = new LinkedHashMap<>();
    added.forEach(
        (name, answer) ->
            fingerprint(answer)
                .ifPresent(
                    content ->
                        byContent.computeIfAbsent(content, any -> new ArrayList<>()).add(name)));
    for (Map.Entry<String, Answer> file : removed.entrySet()) {
      List<String> same = fingerprint(file.getValue()).map(byContent::get).orElse(List.of());
      if (same.isEmpty()) {
        receiver.take(only(file.getKey(), file.getValue(), false));
      } else {
        String name = same.remove(0);
        added.remove(name);
        receiver.take(new Compared(file.getKey(), name, new Compared.FileRenamed()));
      }
    }
    for (Map.Entry<String, Answer> file : added.entrySet()) {
      receiver.take(only(file.getKey(), file.getValue(), true));
    }
  }

  private static Optional<String> fingerprint(Answer answer) {
    return answer.definition().map(WorkflowDefinition::fingerprint);
  }

  private static Compared only(String name, Answer answer, boolean isAdded) {
    Optional<WorkflowDefinition> definition = answer.definition();
    if (definition.isEmpty()) {
      return new Compared(name, name, new Compared.Unreadable(InputComparison.reason(answer)));
    }
    return new Compared(
        name,
        name,
        isAdded
            ? new Compared.FileAdded(definition.get())
            : new Compared.FileRemoved(definition.get()));
  }
}
