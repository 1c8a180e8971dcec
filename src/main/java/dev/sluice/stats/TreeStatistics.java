package dev.sluice.stats;

import dev.sluice.model.Finding;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the types, variables, ports, findings and sizes of the documents of a tree; not
 * thread-safe.
 *
 * <p>Documents are added one by one, and only names and counts are kept. Nodes are counted as
 * declared: before migration, and without nodes that a load adds. At most {@value #MOST_NAMES}
 * names are kept per dimension; the rest are counted together as {@link #OTHERS}.
 */
public final class TreeStatistics {

  /** The maximum number of names kept per dimension. */
  public static final int MOST_NAMES = 100_000;

  /** The name for all names beyond {@link #MOST_NAMES}. */
  public static final String OTHERS = "(others)";

  private final Map<Dimension, Map<String, Tally>> names = new EnumMap<>(Dimension.class);
  private final TreeMap<Integer, Long> sizes = new TreeMap<>();
  private static final int[] SIZES = {0, 1, 2, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000};
  private static final int[] FANS = {0, 1, 2, 3, 5, 10, 50, 100};

  private long files;
  private long rejected;
  private long nodes;
  private long connections;
  private long bytes;

  /** What is counted. */
  public enum Dimension {
    /** Node types; {@link Row#count()} is the number of nodes. */
    TYPE,
    /** Categories of node types. */
    CATEGORY,
    /** Names of variables. */
    VARIABLE,
    /** Ports at either end of a connection, as {@code type.port}. */
    PORT,
    /** Codes of findings. */
    FINDING,
    /** Kinds of documents. */
    KIND,
    /** Node types that the registry does not have. */
    PLACEHOLDER,
    /** Classes of accepted documents by their number of nodes, such as {@code 10-49}. */
    SIZE,
    /** Classes of nodes by the number of connections that leave them, such as {@code 2}. */
    FAN;

    /** Whether names are classes of numbers, which are listed in the order of the numbers. */
    boolean isNumeric() {
      return this == SIZE || this == FAN;
    }
  }

  /**
   * A name and how often it occurs.
   *
   * @param count the number of occurrences
   * @param files the number of files with the name
   * @param example the first file with the name
   * @param known false for a type that no registry has, otherwise true
   */
  public record Row(String name, long count, long files, String example, boolean known) {}

  /** Statistics without documents. */
  public TreeStatistics() {
    // documents are added later
  }

  private Map<String, Tally> names(Dimension dimension) {
    return names.computeIfAbsent(dimension, any -> new HashMap<>());
  }

  /** A count that grows. */
  private static final class Tally {
    private final String example;
    private final boolean known;
    private long count;
    private long files;

    Tally(String example, boolean known) {
      this.example = example;
      this.known = known;
    }
  }

  /** The counts of one file. */
  private final class FileCounts {
    private final String file;
    private final Set<Tally> seen = new HashSet<>();

    FileCounts(String file) {
      this.file = file;
    }

    void add(Dimension dimension, String name, boolean known) {
      Map<String, Tally> all = names(dimension);
      boolean isFull = all.size() >= MOST_NAMES && !all.containsKey(name);
      Tally tally =
          all.computeIfAbsent(isFull ? OTHERS : name, any -> new Tally(file, known || isFull));
      tally.count++;
      if (seen.add(tally)) {
        tally.files++;
      }
    }
  }

  /**
   * Adds a document.
   *
   * @param file its name
   * @param size its size as stored, in bytes
   * @param definition its definition; empty if it is rejected
   * @param report its findings
   */
  public void add(
      String file, long size, Optional<WorkflowDefinition> definition, ValidationReport report) {
    Objects.requireNonNull(file, "file");
    FileCounts counts = new FileCounts(file);
    files++;
    bytes += size;
    for (Finding finding : report.findings()) {
      counts.add(Dimension.FINDING, finding.code().name(), true);
    }
    if (definition.isEmpty()) {
      rejected++;
    } else {
      add(definition.get(), counts);
    }
  }

  private void add(WorkflowDefinition definition, FileCounts counts) {
    counts.add(Dimension.KIND, definition.kind().label(), true);
    definition.variables().keySet().forEach(name -> counts.add(Dimension.VARIABLE, name, true));
    int own = 0;
    for (NodeDefinition node : definition.nodes().values()) {
      if (node.members().isEmpty()) {
        continue; // the loader added it
      }
      own++;
      boolean known = !node.isPlaceholder();
      counts.add(Dimension.TYPE, node.declaredType(), known);
      if (!known) {
        counts.add(Dimension.PLACEHOLDER, node.declaredType(), false);
      }
      counts.add(Dimension.CATEGORY, known ? node.type().category() : "(unknown)", known);
    }
    nodes += own;
    sizes.merge(own, 1L, Long::sum);
    counts.add(Dimension.SIZE, classOf(own, SIZES), true);
    Map<String, Integer> leaving = new HashMap<>();
    definition.connections().stream()
        .filter(connection -> !connection.members().isEmpty())
        .forEach(
            connection -> {
              connections++;
              leaving.merge(connection.sourceNode(), 1, Integer::sum);
              addPort(definition, connection.sourceNode(), connection.sourcePort(), counts);
              addPort(definition, connection.targetNode(), connection.targetPort(), counts);
            });
    for (NodeDefinition node : definition.nodes().values()) {
      if (!node.members().isEmpty()) {
        counts.add(Dimension.FAN, classOf(leaving.getOrDefault(node.id(), 0), FANS), true);
      }
    }
  }

  /** The class of a number, given the least number of each class. */
  private static String classOf(int number, int[] classes) {
    int index = Arrays.binarySearch(classes, number);
    int from = index >= 0 ? index : -index - 2;
    if (from == classes.length - 1) {
      return classes[from] + "+";
    }
    int last = classes[from + 1] - 1;
    return classes[from] == last ? String.valueOf(last) : classes[from] + "-" + last;
  }

  private static int leastOf(String name) {
    return Integer.parseInt(name.split("[-+]", 2)[0]);
  }

  private static void addPort(
      WorkflowDefinition definition, String node, String port, FileCounts counts) {
    definition
        .node(node)
        .ifPresent(
            found ->
                counts.add(
                    Dimension.PORT, found.declaredType() + "." + port, !found.isPlaceholder()));
  }

  /**
   * The names of a dimension: unknown ones first, then by count, the most frequent first; classes
   * of numbers in their order.
   */
  public List<Row> rows(Dimension dimension) {
    List<Row> rows = new ArrayList<>();
    names(Objects.requireNonNull(dimension, "dimension"))
        .forEach(
            (name, tally) ->
                rows.add(new Row(name, tally.count, tally.files, tally.example, tally.known)));
    if (dimension.isNumeric()) {
      rows.sort(Comparator.comparingInt(row -> leastOf(row.name())));
      return rows;
    }
    rows.sort(
        Comparator.comparing(Row::known)
            .thenComparing(Row::count, Comparator.reverseOrder())
            .thenComparing(Row::name));
    return rows;
  }

  /** The number of documents. */
  public long files() {
    return files;
  }

  /** The number of rejected documents. For these, only the files and the findings are counted. */
  public long rejected() {
    return rejected;
  }

  /** The number of nodes of all accepted documents. */
  public long nodes() {
    return nodes;
  }

  /** The number of connections of all accepted documents. */
  public long connections() {
    return connections;
  }

  /** The size of all documents as stored, in bytes. */
  public long bytes() {
    return bytes;
  }

  /**
   * A percentile of the number of nodes per accepted document, such as 50 for the median; 0 if
   * there are no documents.
   *
   * @param percent from 0 to 100
   * @throws IllegalArgumentException if the percentage is out of range
   */
  public int nodesAt(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent must be from 0 to 100, was " + percent);
    }
    long rank = Math.max(1, ((files - rejected) * percent + 99) / 100);
    for (Map.Entry<Integer, Long> size : sizes.entrySet()) {
      rank -= size.getValue();
      if (rank <= 0) {
        return size.getKey();
      }
    }
    return 0;
  }
}
