package dev.sluice.pool;

import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.model.WorkflowSchema;
import java.util.List;
import java.util.Map;

/** Workflows of one reusable node. */
final class Lending {

  private static final NodeType TYPE = NodeType.of("Host", "host", List.of(), List.of(), Host::new);

  /** The definition all nodes here are made for. */
  static final NodeDefinition DEFINITION =
      new NodeDefinition("a", TYPE, "Host", Map.of(), Map.of(), List.of(), List.of());

  private static final WorkflowDefinition WORKFLOW =
      new WorkflowDefinition(
          DocumentKind.WORKFLOW,
          Map.of(),
          Map.of(),
          WorkflowMetadata.EMPTY,
          Map.of("a", DEFINITION),
          List.of(),
          false,
          DocumentForm.CANONICAL);

  private Lending() {}

  static Node acquire(NodePool pool) {
    try {
      return pool.acquire(DEFINITION);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static WorkflowSchema lend(NodePool pool) {
    return pool.lend(WORKFLOW, Map.of("a", acquire(pool)));
  }

  private static final class Host implements ReusableNode {

    private NodeDefinition definition;

    Host(NodeDefinition definition) {
      this.definition = definition;
    }

    @Override
    public NodeDefinition definition() {
      return definition;
    }

    @Override
    public void reset() {
      definition = null;
    }

    @Override
    public boolean isClean() {
      return definition == null;
    }

    @Override
    public void reuse(NodeDefinition next) {
      definition = next;
    }
  }
}
