package dev.sluice.lint;

import dev.sluice.digraph.Adjacency;
import dev.sluice.digraph.CycleFinder;
import dev.sluice.locate.Location;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The references between the documents of a directory, in particular those that lead to a missing
 * file and those that form a cycle.
 *
 * <p>Only files that were found are known; nothing that a document names is opened. Immutable and
 * thread-safe.
 */
public final class WorkflowReferences {

  /** The maximum number of suggestions searched for in a directory. */
  private static final int MOST_SUGGESTIONS = 20;

  private final Map<Path, List<Remark>> remarks;

  private WorkflowReferences(Map<Path, List<Remark>> remarks) {
    this.remarks = remarks;
  }

  /** Emits the remarks about a file. */
  void check(Path file, Consumer<Remark> wanted) {
    remarks.getOrDefault(file.toAbsolutePath().normalize(), List.of()).forEach(wanted);
  }

  /** Whether there are remarks about a file. */
  boolean concern(Path file) {
    return remarks.containsKey(file.toAbsolutePath().normalize());
  }

  /** The references of the files that were found. */
  static WorkflowReferences of(ReferencedFiles files) {
    Map<Path, List<Remark>> remarks = new HashMap<>();
    List<Edge> edges = new ArrayList<>();
    int[] suggestions = {MOST_SUGGESTIONS};
    for (ReferencedFiles.Reference reference : files.references()) {
      ReferencedFiles.Targets targets = files.targets(reference);
      if (targets.isMissing()) {
        add(remarks, reference, missing(reference, files, suggestions));
      } else if (targets.files().size() == 1) {
        edges.add(new Edge(reference, targets.files().get(0)));
      }
    }
    for (List<Edge> cycle : cycles(edges)) {
      add(remarks, cycle.get(0).reference(), cyclic(cycle, files));
    }
    return new WorkflowReferences(remarks);
  }

  /** A reference that leads to one file. */
  private record Edge(ReferencedFiles.Reference reference, Path target) {}

  private static void add(
      Map<Path, List<Remark>> remarks, ReferencedFiles.Reference reference, Remark remark) {
    remarks.computeIfAbsent(reference.file(), any -> new ArrayList<>()).add(remark);
  }

  private static Remark missing(
      ReferencedFiles.Reference reference, ReferencedFiles files, int[] suggestions) {
    ReferencedFiles.Value value = reference.values().get(0);
    Remark remark =
        Remark.of(
            FindingCode.MISSING_REFERENCE,
            new Location.OfConfig(reference.node(), List.of(value.key())),
            "No file was found for the workflow "
                + Quote.of(value.text())
                + " of node "
                + Quote.of(reference.node()));
    if (suggestions[0]-- <= 0) {
      return remark;
    }
    List<String> nearest = NearestNames.of(value.text(), files.names());
    return nearest.isEmpty() ? remark : remark.suggesting(Alternatives.question(nearest));
  }

  /** A shortest cycle in each strongly connected part, beginning with the cycle's first file. */
  private static List<List<Edge>> cycles(List<Edge> edges) {
    Map<Path, Integer> numbers = new HashMap<>();
    int[] sources = new int[edges.size()];
    int[] ends = new int[edges.size()];
    for (int i = 0; i < edges.size(); i++) {
      sources[i] = number(numbers, edges.get(i).reference().file());
      ends[i] = number(numbers, edges.get(i).target());
    }
    Adjacency graph = new Adjacency(numbers.size(), sources, ends, edges.size());
    List<List<Edge>> cycles = new ArrayList<>();
    for (int[] cycle : CycleFinder.find(graph)) {
      List<Edge> found = new ArrayList<>();
      for (int edge : cycle) {
        found.add(edges.get(edge));
      }
      Edge first =
          found.stream().min(Comparator.comparing(edge -> edge.reference().file())).orElseThrow();
      Collections.rotate(found, -found.indexOf(first));
      cycles.add(found);
    }
    return cycles;
  }

  private static int number(Map<Path, Integer> numbers, Path file) {
    return numbers.computeIfAbsent(file, any -> numbers.size());
  }

  private static Remark cyclic(List<Edge> cycle, ReferencedFiles files) {
    ReferencedFiles.Reference first = cycle.get(0).reference();
    List<String> names =
        cycle.stream().map(edge -> Quote.of(files.nameOf(edge.reference().file()))).toList();
    return Remark.of(
        FindingCode.REFERENCE_CYCLE,
        new Location.OfConfig(first.node(), List.of(first.values().get(0).key())),
        cycle.size() == 1
            ? "The workflow " + names.get(0) + " calls itself"
            : "These workflows call each other in a cycle: "
                + String.join(" -> ", names)
                + " -> "
                + names.get(0));
  }
}
