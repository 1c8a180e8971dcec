package dev.sluice.model;

import dev.sluice.value.Elements;
import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The name, counts and node types of a document; immutable, and of a size that does not grow with
 * the number of nodes.
 *
 * <p>A skeleton does not imply that the document is valid. Its counts are those of the document as
 * written, without elements that a load adds; a duplicate node key counts as two nodes.
 *
 * @param kind the kind of the document
 * @param name the name, "Untitled" by default
 * @param description the description, empty by default
 * @param version the version as a string, "1.0.0" by default
 * @param author the author, empty by default
 * @param nodeCount nodes of the document
 * @param connectionCount connections of the document
 * @param variableCount variables of the workflow
 * @param frameCount frames drawn around nodes
 * @param nodeTypes distinct names of the types of its nodes as declared, before migration, sorted
 * @param categories distinct categories of these types, sorted
 * @param variableNames names of its variables in document order
 * @param settings the settings as written, or {@link WorkflowDefinition#DEFAULT_SETTINGS}
 * @param createdAt when the workflow was created, as written
 * @param modifiedAt when the workflow was last modified, as written
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

  /** A skeleton; the lists are copied, but the settings are not and must not change. */
  public WorkflowSkeleton {
    nodeTypes = Elements.listOf(nodeTypes, "nodeTypes");
    categories = Elements.listOf(categories, "categories");
    variableNames = Elements.listOf(variableNames, "variableNames");
  }

  /** The kind, the name and the counts, safe to log: no variable or setting. */
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
