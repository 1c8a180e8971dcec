package dev.sluice.graph;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkflowGraphTest {

  private static final String LOOP =
      workflow(
          START
              + ","
              + node("each", "ForLoopStartNode")
              + ","
              + node("check", "IfNode")
              + ","
              + node("yes", "LogNode")
              + ","
              + node("no", "LogNode")
              + ","
              + node("last", "LogNode"),
          edge("start", "each"),
          edge("each", "completed", "last", "exec_in"),
          edge("each", "body", "check", "exec_in"),
          edge("each", "current_item", "check", "condition"),
          edge("check", "true", "yes", "exec_in"),
          edge("check", "false", "no", "exec_in"),
          edge("yes", "each"));

  private static WorkflowGraph graph(String document) {
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build()) {
      return WorkflowGraph.of(
          loader.read(ByteSource.of("test", Workflows.bytes(document))).block());
    }
  }

  private static List<String> ids(List<NodeDefinition> nodes) {
    return nodes.stream().map(NodeDefinition::id).toList();
  }

  private static List<String> texts(List<Connection> connections) {
    return connections.stream().map(Connection::toString).toList();
  }

  @Test
  void connections_ofANode_areInDocumentOrder() {
    WorkflowGraph graph = graph(LOOP);

    assertThat(texts(graph.outgoing("each")))
        .containsExactly(
            "each.completed -> last.exec_in",
            "each.body -> check.exec_in",
            "each.current_item -> check.condition");
    assertThat(texts(graph.incoming("each")))
        .containsExactly("start.exec_out -> each.exec_in", "yes.exec_out -> each.exec_in");
    assertThat(graph.connections()).hasSize(7);
    assertThat(graph).hasToString("6 nodes and 7 connections");
  }

  @Test
  void connections_ofAPort_areThoseOfThisNodeAndPort() {
    WorkflowGraph graph = graph(LOOP);

    assertThat(texts(graph.outgoing("each", "body"))).containsExactly("each.body -> check.exec_in");
    assertThat(texts(graph.incoming("check", "condition")))
        .containsExactly("each.current_item -> check.condition");
    assertThat(graph.incoming("each", "exec_in")).hasSize(2);
    assertThat(graph.outgoing("each", "condition")).isEmpty();
  }

  @Test
  void execSuccessors_omitDataConnectionsAndComeOnce() {
    WorkflowGraph graph = graph(LOOP);

    assertThat(ids(graph.execSuccessors("each"))).containsExactly("last", "check");
    assertThat(ids(graph.execSuccessors("each", "completed"))).containsExactly("last");
    assertThat(graph.execSuccessors("each", "current_item")).isEmpty();
    assertThat(
            ids(
                graph(
                        workflow(
                            START + "," + node("a", "LogNode"),
                            edge("start", "a"),
                            edge("start", "a")))
                    .execSuccessors("start")))
        .containsExactly("a");
  }

  @Test
  void execConnections_areThoseThatTheDeclaredPortsSay() {
    WorkflowGraph graph =
        graph(
            workflow(
                START
                    + ","
                    + node("caught", "CatchNode")
                    + ","
                    + node("mail", "EmailGetEmailNode")
                    + ","
                    + node("unknown", "NoSuchNode")
                    + ","
                    + node("log", "LogNode"),
                edge("caught", "catch_body", "log", "exec_in"), // not exec by its name
                edge("unknown", "out", "log", "exec_in"), // the target says it
                edge("unknown", "next", "unknown", "anything"), // only its name says it
                edge("unknown", "true", "log", "message"))); // the target says that it is data

    assertThat(ids(graph.execSuccessors("caught"))).containsExactly("log");
    assertThat(ids(graph.execSuccessors("unknown"))).containsExactly("log", "unknown");
    assertThat(graph.dataSource("log", "message")).isPresent();
  }

  @Test
  void dataSource_severalConnections_isTheLast() {
    WorkflowGraph graph =
        graph(
            workflow(
                START + "," + node("a", "ReadFileNode") + "," + node("log", "LogNode"),
                edge("a", "content", "log", "message"),
                edge("start", "log"),
                edge("a", "size", "log", "message")));

    assertThat(graph.dataSource("log", "message")).map(Connection::sourcePort).contains("size");
    assertThat(graph.dataSource("log", "exec_in")).isEmpty();
    assertThat(graph.dataSource("log", "data")).isEmpty();
  }

  @Test
  void danglingConnections_areNotPartOfTheGraph() {
    WorkflowGraph graph =
        graph(
            workflow(
                START + "," + node("a", "LogNode"),
                edge("start", "a"),
                edge("start", "ghost"),
                edge("ghost", "a"),
                json(
                    "{'source_node':null,'source_port':null,'target_node':'a','target_port':null}")));

    assertThat(texts(graph.outgoing("start"))).containsExactly("start.exec_out -> a.exec_in");
    assertThat(graph.incoming("a")).hasSize(1);
    assertThat(graph.dangling()).hasSize(3);
    assertThat(ids(graph.topologicalOrder().nodes())).containsExactly("start", "a");
    assertThat(ids(graph.executionOrder().nodes())).containsExactly("start", "a");
  }

  @Test
  void unknownIds_haveNothing() {
    WorkflowGraph graph = graph(LOOP);

    assertThat(graph.node("ghost")).isEmpty();
    assertThat(graph.incoming("ghost")).isEmpty();
    assertThat(graph.outgoing("ghost", "exec_out")).isEmpty();
    assertThat(graph.execSuccessors("ghost")).isEmpty();
    assertThat(graph.execSuccessors("ghost", "exec_out")).isEmpty();
    assertThat(graph.dataSource("ghost", "in")).isEmpty();
    assertThat(graph.reachableFrom(List.of("ghost"))).isEmpty();
    assertThat(graph.subgraph(List.of("ghost")).nodes()).isEmpty();
    assertThatThrownBy(() -> graph.subgraph(Arrays.asList("start", null)))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void entryPoints_areStartsAndNodesThatExecutionOnlyLeaves() {
    assertThat(ids(graph(LOOP).entryPoints())).containsExactly("start");
    assertThat(
            ids(
                graph(
                        workflow(
                            node("log", "LogNode")
                                + ","
                                + node("when", "ScheduleTriggerNode")
                                + ","
                                + node("alone", "CommentNode"),
                            edge("when", "log")))
                    .entryPoints()))
        .containsExactly("when", "__auto_start__");
  }

  @Test
  void orders_ofALoop_haveItsCycleAndKeepTheRest() {
    WorkflowGraph graph = graph(LOOP);

    WorkflowGraph.Order order = graph.executionOrder();

    assertThat(ids(order.nodes())).containsExactly("start", "each", "last", "check", "yes", "no");
    assertThat(order.isAcyclic()).isFalse();
    assertThat(order.cycles()).hasSize(1);
    assertThat(texts(order.cycles().get(0)))
        .containsExactly(
            "each.body -> check.exec_in",
            "check.true -> yes.exec_in",
            "yes.exec_out -> each.exec_in");
    assertThat(graph.topologicalOrder()).isEqualTo(order);
  }

  @Test
  void executionOrder_leavesOutWhatIsNotExecutedAndHasSuppliersFirst() {
    WorkflowGraph graph =
        graph(
            workflow(
                START
                    + ","
                    + node("log", "LogNode")
                    + ","
                    + node("note", "CommentNode")
                    + ","
                    + node("never", "LogNode")
                    + ","
                    + node("text", "NoSuchNode")
                    + ","
                    + node("deeper", "NoSuchNode"),
                edge("start", "log"),
                edge("text", "value", "log", "message"),
                edge("deeper", "value", "text", "value"),
                edge("never", "result", "log", "data")));

    assertThat(ids(graph.executionOrder().nodes()))
        .containsExactly("deeper", "text", "start", "log");
    assertThat(graph.executionOrder().isAcyclic()).isTrue();
    assertThat(graph.topologicalOrder().nodes()).hasSize(6);
  }

  @Test
  void subgraph_hasTheNodesAndTheConnectionsBetweenThem() {
    WorkflowGraph graph = graph(LOOP);

    assertThat(graph.reachableFrom(List.of("check", "no")))
        .containsExactly("each", "check", "yes", "no", "last");
    WorkflowGraph part = graph.subgraph(Set.of("check", "no", "yes"));

    assertThat(ids(part.nodes())).containsExactly("check", "yes", "no");
    assertThat(texts(part.connections()))
        .containsExactly("check.true -> yes.exec_in", "check.false -> no.exec_in");
    assertThat(part.dangling()).isEmpty();
  }

  @Test
  void ports_byName_areTheNodesOwn() {
    WorkflowGraph graph =
        graph(
            workflow(
                START
                    + ","
                    + node("switch", "SwitchNode", json("{'cases':['red','blue']}"))
                    + ","
                    + node("unknown", "NoSuchNode"),
                edge("switch", "case_red", "unknown", "way")));
    NodeDefinition choice = graph.node("switch").orElseThrow();

    assertThat(choice.output("case_red")).contains(Port.exec("case_red"));
    assertThat(choice.output("case_green")).isEmpty();
    assertThat(choice.input("exec_in")).contains(Port.exec("exec_in"));
    assertThat(graph.node("unknown").orElseThrow().input("way")).contains(Port.any("way"));
    assertThat(graph.node("unknown").orElseThrow().output("way")).isEmpty();
  }

  @Test
  void orders_ofRandomGraphs_breakOnlyConnectionsOfCycles() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int count = 1 + random.nextInt(12);
      String[] edges =
          random
              .ints(random.nextInt(2 * count), 0, count * count)
              .mapToObj(pair -> edge("n" + pair / count, "n" + pair % count))
              .toArray(String[]::new);
      WorkflowGraph graph =
          graph(workflow(START + each(count, i -> "," + node("n" + i, "LogNode")), edges));

      WorkflowGraph.Order order = graph.topologicalOrder();

      List<String> ids = ids(order.nodes());
      assertThat(ids).as("seed %s", seed).doesNotHaveDuplicates().hasSize(count + 1);
      Set<Connection> cyclic = new HashSet<>();
      for (Connection edge : graph.connections()) {
        boolean onCycle =
            graph.reachableFrom(List.of(edge.targetNode())).contains(edge.sourceNode());
        if (onCycle) {
          cyclic.add(edge);
        } else {
          assertThat(ids.indexOf(edge.sourceNode()))
              .as("seed %s, %s", seed, edge)
              .isLessThan(ids.indexOf(edge.targetNode()));
        }
      }
      assertThat(order.isAcyclic()).as("seed %s", seed).isEqualTo(cyclic.isEmpty());
      for (List<Connection> cycle : order.cycles()) {
        assertThat(cyclic).containsAll(cycle);
        for (int i = 0; i < cycle.size(); i++) {
          assertThat(cycle.get(i).targetNode())
              .isEqualTo(cycle.get((i + 1) % cycle.size()).sourceNode());
        }
      }
    }
  }

  @Test
  void deepAndWideGraphs_needNoRecursionAndNoSearch() {
    int count = 50_000;
    String chain = Workflows.chain(count);
    String star =
        workflow(
            START + "," + node("hub", "NoSuchNode"),
            IntStream.range(0, count)
                .mapToObj(i -> edge("hub", "p" + i, "hub", "q" + i))
                .toArray(String[]::new));

    assertThat(graph(chain).executionOrder().nodes()).hasSize(count + 1);
    WorkflowGraph hub = graph(star);
    assertThat(IntStream.range(0, count).map(i -> hub.outgoing("hub", "p" + i).size()).sum())
        .isEqualTo(count);
  }
}
