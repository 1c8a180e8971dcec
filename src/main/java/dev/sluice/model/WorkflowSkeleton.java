package dev.sluice.model;

import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a document shows at a glance: what it is called and how much of what is in it; immutable,
 * and of a size that does not grow with the number of nodes.
 *
 * <p>A skeleton says that a document can be read as a workflow, not that it is valid. Its counts
 * are of the document alone, and of entries as written: a node's key that is there twice counts
 * twice.
 *
 * @param kind what the document is
 * @param name the name, "Untitled" by default
 * @param description the description, empty by default
 * @param version the version as text, "1.0.0" by default
 * @param author the author, empty by default
 * @param nodeCount nodes of the document
 * @param connectionCount connections of the document
 * @param variableCount variables of the workflow
 * @param frameCount frames drawn around nodes
 * @param nodeTypes names of the types of its nodes as declared, before migration, each once and
 *     sorted
 * @param categories what these types have to do with, each once and sorted
 * @param variableNames names of its variables in document order
 * @param settings the settings as written, or {@link WorkflowDefinition#DEFAULT_SETTINGS}
 * @param createdAt when the workflow was made, as written
 * @param modifiedAt when the workflow was last changed, as written
 */
public record WorkflowSkeleton(
    DocumentKind kind,
    String name,
    String description,
    String version,
    String author,
    long nodeCount,
    long connectionCount,
    int variableCount,
    long frameCount,
    List<String> nodeTypes,
    List<String> categories,
    List<String> variableNames,
    Map<String, Object> settings,
    Optional<String> createdAt,
    Optional<String> modifiedAt) {

  /** A skeleton; the lists are copied, the settings are taken as they are and must not change. */
  public WorkflowSkeleton {
    nodeTypes = List.copyOf(nodeTypes);
    categories = List.copyOf(categories);
    variableNames = List.copyOf(variableNames);
  }

  /** The kind, the name and how much there is, safe to log: no variable or setting. */
  @Override
  public String toString() {
    return PrintableText.of(
        "WorkflowSkeleton[kind="
            + kind
            + ", name="
            + name
            + ", nodes="
            + nodeCount
            + ", connections="
            + connectionCount
            + "]");
  }
}
