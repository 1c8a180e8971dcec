package dev.sluice.lint;

import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Collects the files of a directory run, and the references of their documents to each other: by
 * the id of a document, by its file's name without its extension, and by a path.
 *
 * <p>Memory grows with the names of the files, and with the references. Not thread-safe.
 */
public final class ReferencedFiles {

  /** The config keys that name another workflow, by node type. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "SubflowNode", List.of("subflow_id", "subflow_path"),
          "CallSubworkflowNode", List.of("subworkflow_id"),
          "ExecuteWorkflowNode", List.of("workflow_path"));

  private static final List<String> EXTENSIONS = List.of("", ".json", ".json.gz", ".json.zst");

  private final List<Path> roots;
  private final Map<Path, String> names = new HashMap<>();
  private final Map<String, List<Path>> byFileName = new HashMap<>();
  private final Map<String, List<Path>> byId = new HashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private boolean incomplete;

  /**
   * A collection for these directories, which are completely searched.
   *
   * @param roots the directories
   */
  public ReferencedFiles(List<Path> roots) {
    this.roots = roots.stream().map(ReferencedFiles::normal).toList();
  }

  private static Path normal(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** A value of a node that names a workflow. */
  record Value(String key, String text) {}

  /** A node that calls another workflow, and the values that name it. */
  record Reference(Path file, String node, List<Value> values) {}

  /**
   * The files to which a reference leads.
   *
   * @param files the files that it may mean
   * @param isMissing whether it certainly means none of the directories' files
   */
  record Targets(List<Path> files, boolean isMissing) {}

  /** Whether documents with nodes of this type refer to others. */
  public static boolean refers(String type) {
    return KEYS.containsKey(type);
  }

  /**
   * Adds a file.
   *
   * @param name its name in messages
   */
  public void add(Path file, String name) {
    Path path = normal(file);
    names.put(path, name);
    String last = String.valueOf(path.getFileName());
    put(byFileName, last, path);
    for (String extension : EXTENSIONS.subList(1, EXTENSIONS.size())) {
      if (last.endsWith(extension)) {
        put(byId, last.substring(0, last.length() - extension.length()), path);
        return;
      }
    }
  }

  private static void put(Map<String, List<Path>> files, String name, Path path) {
    List<Path> all = files.computeIfAbsent(name, any -> new ArrayList<>(1));
    if (!all.contains(path)) {
      all.add(path);
    }
  }

  /** Adds the id and the references of a file's document. */
  public void add(Path file, WorkflowDefinition definition) {
    Path path = normal(file);
    if (definition.metadata().members().get("id") instanceof String id && !id.isBlank()) {
      put(byId, id, path);
    }
    LintedWorkflow workflow = new LintedWorkflow(definition, false);
    for (NodeDefinition node : workflow.active()) {
      List<Value> values = new ArrayList<>();
      for (String key : KEYS.getOrDefault(node.type().name(), List.of())) {
        String text = workflow.literal(node, key);
        if (!text.isBlank()) {
          values.add(new Value(key, text));
        }
      }
      if (!values.isEmpty()) {
        references.add(new Reference(path, node.id(), List.copyOf(values)));
      }
    }
  }

  /** Records that a file's document could not be read, so its id is unknown. */
  public void addUnknown() {
    incomplete = true;
  }

  /** The remarks about these files, after all of them have been added. */
  public WorkflowReferences toReferences() {
    return WorkflowReferences.of(this);
  }

  List<Reference> references() {
    return references;
  }

  /** The ids and names by which a document can be called. */
  Iterable<String> names() {
    return byId.keySet();
  }

  String nameOf(Path file) {
    return names.getOrDefault(file, String.valueOf(file.getFileName()));
  }

  Targets targets(Reference reference) {
    Set<Path> found = new LinkedHashSet<>();
    boolean unclear = false;
    for (Value value : reference.values()) {
      found.addAll(byId.getOrDefault(value.text(), List.of()));
      String path = value.text().replace('\\', '/');
      boolean isPath = path.contains("/") || value.key().endsWith("_path");
      if (isPath) {
        unclear |= addByPath(reference.file(), path, found);
      } else {
        unclear |= incomplete;
      }
    }
    return new Targets(List.copyOf(found), found.isEmpty() && !unclear);
  }

  /** Adds the files that a path may mean; returns whether it may mean one outside the roots. */
  private boolean addByPath(Path file, String text, Set<Path> found) {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      return true;
    }
    boolean isDrive = text.length() > 1 && text.charAt(1) == ':';
    if (path.isAbsolute() || isDrive || text.startsWith("~") || path.getFileName() == null) {
      Path absolute = normal(path);
      addKnown(absolute, found);
      return isDrive || text.startsWith("~") || isOutside(absolute);
    }
    Path beside = file.resolveSibling(path).normalize();
    addKnown(beside, found);
    Path plain = path.normalize();
    if (plain.startsWith("..")) {
      return isOutside(beside);
    }
    List<Path> exact = endingWith(plain).toList();
    if (exact.isEmpty()) {
      stored(plain).flatMap(this::endingWith).forEach(found::add);
    } else {
      found.addAll(exact);
    }
    return false;
  }

  private Stream<Path> endingWith(Path relative) {
    String last = String.valueOf(relative.getFileName());
    return byFileName.getOrDefault(last, List.of()).stream().filter(one -> one.endsWith(relative));
  }

  /** The paths under which a workflow may be stored: the extension changes if it is compressed. */
  private static Stream<Path> stored(Path path) {
    String name = path.toString();
    String plain =
        EXTENSIONS.stream()
            .filter(extension -> !extension.isEmpty() && name.endsWith(extension))
            .findFirst()
            .map(extension -> name.substring(0, name.length() - extension.length()))
            .orElse(name);
    return EXTENSIONS.stream().map(extension -> Path.of(plain + extension));
  }

  private void addKnown(Path path, Set<Path> found) {
    if (names.containsKey(path)) {
      found.add(path);
    } else {
      stored(path).filter(names::containsKey).forEach(found::add);
    }
  }

  private boolean isOutside(Path path) {
    return roots.stream().noneMatch(path::startsWith);
  }
}
