package dev.sluice.cli.diff;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.diff.Compared.Outcome;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanOptions;
import dev.sluice.scan.TreeEntry;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
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

  /** Compares files with the given comparison; the scheduler lists directories. */
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

  /** Compares two directories; files that are foreign on both sides are skipped. */
  public void compare(Path before, Path after, Progress progress, Receiver receiver)
      throws IOException {
    Map<String, Path> old = files(before);
    Map<String, Path> now = files(after);
    Map<String, Rest> removed = new LinkedHashMap<>();
    Map<String, Rest> added = new LinkedHashMap<>();
    TreeMap<String, Path> all = new TreeMap<>(now);
    all.putAll(old);
    progress.total(all.size());
    for (String name : all.keySet()) {
      Path from = old.get(name);
      Path to = now.get(name);
      if (from != null && to != null) {
        receiver.take(compareFiles(name, from, to));
      } else if (from != null) {
        keep(name, from, false, removed);
      } else if (to != null) {
        keep(name, to, true, added);
      }
      progress.advance();
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

  /** The data that is kept of a file without a counterpart. */
  private record Rest(String fingerprint, Outcome outcome) {}

  /** Keeps what is needed of a file without a counterpart; foreign files are skipped. */
  private void keep(String name, Path file, boolean isAdded, Map<String, Rest> kept) {
    Answer answer = comparison.read(input(name, file)).get(0);
    Optional<WorkflowDefinition> definition = answer.definition();
    if (definition.isPresent()) {
      Outcome outcome = InputComparison.only(definition.get(), isAdded);
      kept.put(name, new Rest(definition.get().fingerprint(), outcome));
    } else if (!answer.report().foreign()) {
      kept.put(name, new Rest("", new Compared.Unreadable(InputComparison.reason(answer))));
    }
  }

  private static void reportRest(
      Map<String, Rest> removed, Map<String, Rest> added, Receiver receiver) throws IOException {
    Map<String, Deque<String>> byContent = new HashMap<>();
    added.forEach(
        (name, file) ->
            byContent.computeIfAbsent(file.fingerprint(), any -> new ArrayDeque<>()).add(name));
    byContent.remove("");
    for (Map.Entry<String, Rest> file : removed.entrySet()) {
      Deque<String> same =
          byContent.getOrDefault(file.getValue().fingerprint(), new ArrayDeque<>());
      String name = same.poll();
      if (name == null) {
        receiver.take(new Compared(file.getKey(), file.getKey(), file.getValue().outcome()));
      } else {
        added.remove(name);
        receiver.take(new Compared(file.getKey(), name, new Compared.FileRenamed()));
      }
    }
    for (Map.Entry<String, Rest> file : added.entrySet()) {
      receiver.take(new Compared(file.getKey(), file.getKey(), file.getValue().outcome()));
    }
  }
}
