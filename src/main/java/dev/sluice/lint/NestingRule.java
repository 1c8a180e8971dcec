package dev.sluice.lint;

import dev.sluice.digraph.AncestorTree;
import dev.sluice.graph.WorkflowGraph;
import dev.sluice.locate.Location;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.text.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds loops, branches and handlers that are nested too deeply; checked only if selected.
 *
 * <p>A node is in a branch or a body if every path to it leads through this branch or body, so
 * nodes after the branches of a decision are not in them. Nodes after the end of a loop are beside
 * the loop, and handlers are beside their try. A decision in the {@code false} branch of another
 * decision is a further case of it and not nested.
 *
 * <p>Not applied to documents without connections or with their ends in non-canonical members.
 */
final class NestingRule implements LintRule {

  private static final int MOST_LEVELS = 7;
  private static final int MOST_DECISIONS = 3;

  private static final Set<String> DECISIONS = Set.of("IfNode", "SwitchNode");
  private static final Set<String> LOOPS = Set.of("ForLoopStartNode", "WhileLoopStartNode");
  private static final Set<String> LOOP_ENDS = Set.of("ForLoopEndNode", "WhileLoopEndNode");
  private static final Set<String> HANDLERS = Set.of("CatchNode", "FinallyNode");

  private static final Map<String, Set<String>> BODIES =
      Map.of(
          "IfNode", Set.of("true", "false"),
          "ForLoopStartNode", Set.of("body"),
          "WhileLoopStartNode", Set.of("body"),
          "ParallelForEachNode", Set.of("body"),
          "RetryNode", Set.of("retry_body"),
          "TryNode", Set.of("try_body"),
          "CatchNode", Set.of("catch_body"),
          "FinallyNode", Set.of("finally_body"),
          "OnErrorNode", Set.of("protected_body", "on_error", "finally"));

  @Override
  public Set<FindingCode> codes() {
    return Set.of(FindingCode.DEEP_NESTING);
  }

  @Override
  public void check(LintedWorkflow workflow, Consumer<Remark> remarks) {
    if (workflow.isWiringClear()) {
      new Nesting(WorkflowGraph.of(workflow.definition()), remarks).check();
    }
  }

  /**
   * The surroundings of a place in the tree of nodes and bodies.
   *
   * @param levels the number of bodies around it
   * @param decisions how many of them are branches
   * @param loop the place of the innermost loop around it, the root if there is none
   * @param attempt the place of the innermost try or handler around it, the root if there is none
   */
  private record Scope(int levels, int decisions, int loop, int attempt) {}

  /**
   * The nodes of one workflow in the order of execution, each below the last node or body that all
   * paths to it have in common.
   */
  private static final class Nesting {

    private final WorkflowGraph graph;
    private final Consumer<Remark> remarks;
    private final AncestorTree tree = new AncestorTree();
    private final List<Scope> scopes = new ArrayList<>();
    private final Map<String, Integer> arrivals = new HashMap<>();
    private final Set<String> left = new LinkedHashSet<>();

    Nesting(WorkflowGraph graph, Consumer<Remark> remarks) {
      this.graph = graph;
      this.remarks = remarks;
      scopes.add(new Scope(0, 0, AncestorTree.ROOT, AncestorTree.ROOT));
    }

    void check() {
      for (NodeDefinition entry : graph.entryPoints()) {
        arrivals.put(entry.id(), AncestorTree.ROOT);
      }
      for (NodeDefinition node : graph.executionOrder().nodes()) {
        int above = above(node, arrivals.getOrDefault(node.id(), AncestorTree.ROOT));
        scopes.add(scopes.get(above));
        leave(node, tree.add(above));
      }
    }

    /**
     * The position of a node in the tree; the end of a body is beside the node that begins the
     * body.
     */
    private int above(NodeDefinition node, int arrival) {
      String type = node.type().name();
      Scope scope = scopes.get(arrival);
      if (LOOP_ENDS.contains(type) && scope.loop() != AncestorTree.ROOT) {
        return scope.loop();
      }
      return HANDLERS.contains(type) && scope.attempt() != AncestorTree.ROOT
          ? scope.attempt()
          : arrival;
    }

    private void leave(NodeDefinition node, int place) {
      left.add(node.id());
      Set<String> outputs = new LinkedHashSet<>();
      graph.outgoing(node.id()).stream().map(Connection::sourcePort).forEach(outputs::add);
      boolean remarked = false;
      for (String output : outputs) {
        List<NodeDefinition> next = graph.execSuccessors(node.id(), output);
        boolean opens = isBody(node.type().name(), output, next);
        if (opens && !remarked) {
          remarked = remark(node, scopes.get(place));
        }
        int from = opens ? body(node, place) : place;
        for (NodeDefinition successor : next) {
          if (!left.contains(successor.id())) {
            arrivals.merge(successor.id(), from, tree::commonAncestor);
          }
        }
      }
    }

    private static boolean isBody(String type, String output, List<NodeDefinition> next) {
      if (next.isEmpty()) {
        return false;
      }
      if (type.equals("SwitchNode")) {
        return output.equals("default") || output.startsWith("case_");
      }
      boolean isFurtherCase =
          type.equals("IfNode")
              && output.equals("false")
              && next.stream().allMatch(node -> DECISIONS.contains(node.type().name()));
      return BODIES.getOrDefault(type, Set.of()).contains(output) && !isFurtherCase;
    }

    private int body(NodeDefinition node, int place) {
      String type = node.type().name();
      Scope around = scopes.get(place);
      scopes.add(
          new Scope(
              around.levels() + 1,
              around.decisions() + (DECISIONS.contains(type) ? 1 : 0),
              LOOPS.contains(type) ? place : around.loop(),
              type.equals("TryNode") || HANDLERS.contains(type) ? place : around.attempt()));
      return tree.add(place);
    }

    /** Adds a remark if a node begins the first level beyond a maximum; returns whether it does. */
    private boolean remark(NodeDefinition node, Scope around) {
      boolean isDecision = DECISIONS.contains(node.type().name());
      boolean isTooDeep = around.levels() == MOST_LEVELS;
      boolean isTooBranched = isDecision && around.decisions() == MOST_DECISIONS;
      if (isTooDeep || isTooBranched) {
        String what = isTooDeep ? "loops, branches and handlers" : "branches";
        int most = isTooDeep ? MOST_LEVELS : MOST_DECISIONS;
        remarks.accept(
            Remark.of(
                FindingCode.DEEP_NESTING,
                new Location.OfNode(node.id()),
                "Node %s begins level %d of nested %s; the maximum is %d"
                    .formatted(Quote.of(node.id()), most + 1, what, most)));
      }
      return isTooDeep || isTooBranched;
    }
  }
}
