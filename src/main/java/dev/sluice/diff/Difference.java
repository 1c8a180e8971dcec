package dev.sluice.diff;

import dev.sluice.model.Connection;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.NodeDefinition;
import dev.sluice.value.Elements;
import java.util.List;

/**
 * One difference between two definitions; immutable.
 *
 * <p>Nodes and connections that a loader added are not compared.
 */
public sealed interface Difference {

  /** The documents are of different kinds. */
  record KindChanged(DocumentKind before, DocumentKind after) implements Difference {}

  /** A node that exists only in the second definition. */
  record NodeAdded(NodeDefinition node) implements Difference {}

  /** A node that exists only in the first definition. */
  record NodeRemoved(NodeDefinition node) implements Difference {}

  /**
   * A node with the same id in both definitions.
   *
   * @param changes what changed, by the members of the node: {@code type}, {@code name}, {@code
   *     config} and others; a path begins with the member
   */
  record NodeChanged(NodeDefinition before, NodeDefinition after, List<ValueChange> changes)
      implements Difference {

    /** Makes the list unmodifiable. */
    public NodeChanged {
      changes = Elements.listOf(changes, "changes");
    }
  }

  /**
   * A node that has different ids in the two definitions; it is recognised by its type, config and
   * neighbours.
   *
   * @param references the number of connections, templates and other values that changed from the
   *     old id to the new one; these changes are not listed as differences
   * @param changes what else changed, as for {@link NodeChanged}
   */
  record NodeRenamed(
      NodeDefinition before, NodeDefinition after, int references, List<ValueChange> changes)
      implements Difference {

    /** Makes the list unmodifiable. */
    public NodeRenamed {
      changes = Elements.listOf(changes, "changes");
    }
  }

  /** A connection that exists only in the second definition. */
  record ConnectionAdded(Connection connection) implements Difference {}

  /** A connection that exists only in the first definition. */
  record ConnectionRemoved(Connection connection) implements Difference {}

  /**
   * A connection with the same ends but different further members.
   *
   * @param changes the changes of the further members
   */
  record ConnectionChanged(Connection before, Connection after, List<ValueChange> changes)
      implements Difference {

    /** Makes the list unmodifiable. */
    public ConnectionChanged {
      changes = Elements.listOf(changes, "changes");
    }
  }

  /**
   * A change outside nodes and connections.
   *
   * @param part the part that changed
   * @param change the change; its path begins with the name of the variable, setting, metadata
   *     member or document member, or with the title of the frame
   * @param sensitive whether one of the documents declares the variable as {@code sensitive}
   */
  record PartChanged(Part part, ValueChange change, boolean sensitive) implements Difference {}

  /** A part of a document besides its nodes and connections. */
  enum Part {
    VARIABLE,
    SETTING,
    METADATA,
    FRAME,
    /** Any other member of the document, or of the object around the workflow. */
    DOCUMENT
  }
}
