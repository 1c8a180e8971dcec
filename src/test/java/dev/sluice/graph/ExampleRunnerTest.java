package dev.sluice.graph;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.Connection;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.support.Workflows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A program that executes loaded workflows: what it needs to know, the graph answers. */
class ExampleRunnerTest {

  private static final String EXEC_OUT = "exec_out";

  // region runner
  /** What nodes see of a run. */
  private static final class Run {
    private final WorkflowSchema workflow;
    private final WorkflowGraph graph;
    private final Map<String, Object> outputs = new HashMap<>();
    private final List<String> log = new ArrayList<>();

    Run(WorkflowSchema workflow) {
      this.workflow = workflow;
      this.graph = WorkflowGraph.of(workflow.definition());
    }

    /** Executes nodes from the entry points on, depth first, along loops and branches. */
    List<String> execute() {
      Deque<NodeDefinition> next = new ArrayDeque<>(graph.entryPoints());
      while (!next.isEmpty()) {
        String id = next.pop().id();
        String taken = ((Step) workflow.nodes().get(id)).execute(this);
        List<NodeDefinition> successors = graph.execSuccessors(id, taken);
        for (int i = successors.size() - 1; i >= 0; i--) {
          next.push(successors.get(i));
        }
      }
      return log;
    }

    /** The value at an input: from its connection, or from the config. */
    Optional<Object> input(Node node, String port) {
      Optional<Connection> source = graph.dataSource(node.id(), port);
      return source.isPresent()
          ? Optional.ofNullable(outputs.get(key(source.get())))
          : node.parameter(port);
    }

    private static String key(Connection source) {
      return source.sourceNode() + "." + source.sourcePort();
    }
  }

  /** A node that does something and says which exec output to follow. */
  private interface Step extends Node {
    String execute(Run run);
  }

  // endregion

  private record Start(NodeDefinition definition) implements Step {
    @Override
    public String execute(Run run) {
      return EXEC_OUT;
    }
  }

  private record Log(NodeDefinition definition) implements Step {
    @Override
    public String execute(Run run) {
      run.log.add(id() + ": " + run.input(this, "message").orElse("-"));
      return EXEC_OUT;
    }
  }

  // region runner-steps
  private record If(NodeDefinition definition) implements Step {
    @Override
    public String execute(Run run) {
      return run.input(this, "condition").filter("b"::equals).isPresent() ? "true" : "false";
    }
  }

  private static final class Loop implements Step {
    private final NodeDefinition definition;
    private int index;

    Loop(NodeDefinition definition) {
      this.definition = definition;
    }

    @Override
    public NodeDefinition definition() {
      return definition;
    }

    @Override
    public String execute(Run run) {
      List<?> items = (List<?>) Objects.requireNonNull(config().get("items"));
      if (index == items.size()) {
        return "completed";
      }
      run.outputs.put(id() + ".current_item", items.get(index++));
      return "body";
    }
  }

  // endregion

  private static NodeType type(String name, Function<NodeDefinition, Node> factory, String... out) {
    List<Port> outputs = new ArrayList<>();
    for (String port : out) {
      outputs.add(port.startsWith("current") ? Port.any(port) : Port.exec(port));
    }
    List<Port> inputs = List.of(Port.exec("exec_in"), Port.any("message"), Port.any("condition"));
    return NodeType.of(name, "test", inputs, outputs, factory::apply);
  }

  private static List<String> run(String document) {
    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .registry(
                NodeRegistries.builder()
                    .add(type("StartNode", Start::new, EXEC_OUT))
                    .add(type("LogNode", Log::new, EXEC_OUT))
                    .add(type("IfNode", If::new, "true", "false"))
                    .add(type("LoopNode", Loop::new, "body", "completed", "current_item"))
                    .build())
            .build()) {
      return new Run(loader.load(Workflows.bytes(document)).block()).execute();
    }
  }

  @Test
  void execute_branchWithinALoop_takesOneWayForEachItem() {
    String document =
        workflow(
            START
                + ","
                + node("each", "LoopNode", json("{'items':['a','b','c']}"))
                + ","
                + node("check", "IfNode")
                + ","
                + node("yes", "LogNode")
                + ","
                + node("no", "LogNode")
                + ","
                + node("last", "LogNode", json("{'message':'done'}")),
            edge("start", "each"),
            edge("each", "completed", "last", "exec_in"),
            edge("each", "body", "check", "exec_in"),
            edge("each", "current_item", "check", "condition"),
            edge("each", "current_item", "yes", "message"),
            edge("each", "current_item", "no", "message"),
            edge("check", "true", "yes", "exec_in"),
            edge("check", "false", "no", "exec_in"),
            edge("yes", "each"),
            edge("no", "each"));

    assertThat(run(document)).containsExactly("no: a", "yes: b", "no: c", "last: done");
  }

  @Test
  void execute_severalSuccessorsAndAnAddedStart_runInDocumentOrder() {
    String document =
        workflow(
            node("a", "LogNode") + "," + node("b", "LogNode") + "," + node("c", "LogNode"),
            edge("a", "c"),
            edge("a", "ghost"),
            edge("a", "b"));

    assertThat(run(document)).containsExactly("a: -", "c: -", "b: -");
  }
}
