package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.model.Connection;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.text.Quote;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rules about nodes that belong together: pairs that refer to each other by id, and nodes that open
 * and close a resource.
 */
final class PairRules implements LintRule {

  /** The keys that name the other node of a pair, and a part of the name of its type. */
  private static final Map<String, String> PARTNERS =
      Map.of(
          "paired_try_id", "Try",
          "paired_start_id", "Start",
          "paired_loop_start_id", "Start",
          "paired_fork_id", "Fork",
          "paired_join_id", "Join");

  private static final Map<String, String> CLOSED_BY =
      Map.of(
          "ExcelOpenNode", "ExcelCloseNode",
          "WordOpenNode", "WordCloseNode",
          "FTPConnectNode", "FTPDisconnectNode",
          "LaunchBrowserNode", "CloseBrowserNode");

  @Override
  public Set<FindingCode> codes() {
    return Set.of(FindingCode.BROKEN_PAIR, FindingCode.RESOURCE_NOT_CLOSED);
  }

  @Override
  public void check(LintedWorkflow workflow, Consumer<Remark> remarks) {
    Map<String, NodeDefinition> nodes = new HashMap<>();
    workflow.declared().forEach(node -> nodes.put(node.id(), node));
    Set<String> paired = new HashSet<>();
    for (NodeDefinition node : workflow.active()) {
      PARTNERS.forEach(
          (key, type) -> {
            String id = workflow.literal(node, key);
            if (!id.isEmpty()) {
              paired.add(id);
              checkPartner(node, key, id, type, nodes, remarks);
            }
          });
    }
    if (workflow.isWiringClear()) {
      checkTries(workflow, paired, remarks);
    }
    checkResources(workflow, remarks);
  }

  private static void checkPartner(
      NodeDefinition node,
      String key,
      String id,
      String type,
      Map<String, NodeDefinition> nodes,
      Consumer<Remark> remarks) {
    NodeDefinition partner = nodes.get(id);
    boolean fits =
        partner != null && (partner.isPlaceholder() || partner.type().name().contains(type));
    if (!fits) {
      remarks.accept(
          Remark.of(
              FindingCode.BROKEN_PAIR,
              new Location.OfConfig(node.id(), List.of(key)),
              "The config key "
                  + Quote.of(key)
                  + " of node "
                  + Quote.of(node.id())
                  + " names "
                  + Quote.of(id)
                  + (partner == null
                      ? ", which does not exist"
                      : ", which is a " + partner.type().name())));
    }
  }

  /**
   * Finds tries that no node refers to and from which no handler can be reached, unless the
   * document has a handler that does not refer to any try.
   */
  private static void checkTries(
      LintedWorkflow workflow, Set<String> paired, Consumer<Remark> remarks) {
    Deque<String> open = new ArrayDeque<>();
    for (NodeDefinition node : workflow.declared()) {
      String type = node.type().name();
      boolean handles = type.equals("CatchNode") || type.equals("FinallyNode");
      if (handles && workflow.literal(node, "paired_try_id").isEmpty()) {
        return;
      }
      if (handles || node.isPlaceholder()) {
        open.add(node.id());
      }
    }
    Set<String> handled = new HashSet<>(open);
    while (!open.isEmpty()) {
      for (Connection connection : workflow.incoming(open.remove())) {
        if (handled.add(connection.sourceNode())) {
          open.add(connection.sourceNode());
        }
      }
    }
    for (NodeDefinition node : workflow.active()) {
      if (node.type().name().equals("TryNode")
          && !paired.contains(node.id())
          && !handled.contains(node.id())) {
        remarks.accept(
            Remark.of(
                FindingCode.BROKEN_PAIR,
                new Location.OfNode(node.id()),
                "Node " + Quote.of(node.id()) + " has neither a CatchNode nor a FinallyNode"));
      }
    }
  }

  private static void checkResources(LintedWorkflow workflow, Consumer<Remark> remarks) {
    Set<String> types = new HashSet<>();
    workflow.declared().forEach(node -> types.add(node.type().name()));
    // a subflow can hand over what it opens
    if (workflow.definition().kind() == DocumentKind.SUBFLOW
        || types.stream().anyMatch(type -> type.startsWith("Subflow"))) {
      return;
    }
    for (NodeDefinition node : workflow.active()) {
      String closing = CLOSED_BY.get(node.type().name());
      boolean keeps =
          node.type().name().equals("LaunchBrowserNode")
              && !Boolean.FALSE.equals(node.config().get("do_not_close"));
      if (closing != null && !types.contains(closing) && !keeps) {
        remarks.accept(
            Remark.of(
                FindingCode.RESOURCE_NOT_CLOSED,
                new Location.OfNode(node.id()),
                "Node "
                    + Quote.of(node.id())
                    + " opens a resource that is never closed: there is no "
                    + closing));
      }
    }
  }
}
