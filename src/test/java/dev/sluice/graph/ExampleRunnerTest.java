package dev.sluice.graph;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.Connection;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.support.Workflows;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, Object> variables = new HashMap<>();
    private final List<String> log = new ArrayList<>();

    Run(WorkflowSchema workflow) {
      this.workflow = workflow;
      this.graph = WorkflowGraph.of(workflow.definition());
      workflow.definition().variables().forEach(this::define);
    }

    /** Sets a variable, which a document declares as an object with its default or as a value. */
    private void define(String name, Object declared) {
      boolean isObject = declared instanceof Map<?, ?> map && map.containsKey("default_value");
      variables.put(name, isObject ? ((Map<?, ?>) declared).get("default_value") : declared);
    }

    /** Executes nodes from the entry points on, depth first, along loops and branches. */
    List<String> execute() {
      Deque<NodeDefinition> next = new ArrayDeque<>(graph.entryPoints());
      while (!next.isEmpty()) {
        Node node = workflow.nodes().get(next.pop().id());
        if (!(node instanceof Step step)) {
          throw new IllegalStateException(
              node.id() + ": cannot run nodes of the type " + node.type().name());
        }
        List<NodeDefinition> successors = after(step, step.execute(this));
        for (int i = successors.size() - 1; i >= 0; i--) {
          next.push(successors.get(i));
        }
      }
      return log;
    }

    /** What to execute next; the end of a built-in loop names its loop instead of a connection. */
    private List<NodeDefinition> after(Step step, String taken) {
      return step.parameter("paired_start_id")
          .flatMap(loop -> workflow.definition().node(loop.toString()))
          .map(List::of)
          .orElseGet(() -> graph.execSuccessors(step.id(), taken));
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

  private record Pass(NodeDefinition definition) implements Step {
    @Override
    public String execute(Run run) {
      return EXEC_OUT;
    }
  }

  private record ReadInvoices(NodeDefinition definition) implements Step {
    @Override
    public String execute(Run run) {
      run.outputs.put(id() + ".data", List.of(20, 3, 15));
      return EXEC_OUT;
    }
  }

  private record IsOverdue(NodeDefinition definition) implements Step {
    @Override
    public String execute(Run run) {
      int days = (Integer) run.variables.get("invoice");
      long grace = (Long) run.variables.get("days_of_grace");
      return days >= grace ? "true" : "false";
    }
  }

  private record Count(NodeDefinition definition) implements Step {
    @Override
    public String execute(Run run) {
      String name = parameter("variable_name").orElseThrow().toString();
      run.variables.merge(name, 1L, (sum, one) -> (Long) sum + (Long) one);
      return EXEC_OUT;
    }
  }

  private record Report(NodeDefinition definition) implements Step {
    @Override
    public String execute(Run run) {
      run.log.add(run.variables.get("reminders_sent") + " reminders");
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
      List<?> items = (List<?>) run.input(this, "items").orElse(List.of());
      if (index == items.size()) {
        return "completed";
      }
      Object item = items.get(index++);
      run.outputs.put(id() + ".current_item", item);
      parameter("item_var").ifPresent(name -> run.variables.put(name.toString(), item));
      return "body";
    }
  }

  // endregion

  private static NodeRegistry builtInTypes() {
    // region runner-types
    NodeRegistry registry =
        NodeRegistries.builder()
            .factory("StartNode", Pass::new)
            .factory("StructuredDataSuperNode", ReadInvoices::new)
            .factory("ForLoopStartNode", Loop::new)
            .factory("ForLoopEndNode", Pass::new)
            .factory("IfNode", IsOverdue::new)
            .factory("FormatStringNode", Pass::new)
            .factory("EmailSuperNode", Log::new)
            .factory("IncrementVariableNode", Count::new)
            .factory("LogNode", Report::new)
            .factory("EndNode", Pass::new)
            .build(); // the nodes of other types are not Steps
    // endregion
    return registry;
  }

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
                    .add(type("StartNode", Pass::new, EXEC_OUT))
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

  private static List<String> runExample(NodeRegistry registry) {
    try (WorkflowLoader loader = WorkflowLoader.builder().registry(registry).build()) {
      Path example = Path.of("docs/examples/overdue-invoices.json");
      return new Run(loader.load(example).block()).execute();
    }
  }

  @Test
  void execute_builtInTypes_followsPairsAndVariables() {
    assertThat(runExample(builtInTypes()))
        .containsExactly("send_reminder: -", "send_reminder: -", "2 reminders");
    assertThatIllegalStateException()
        .isThrownBy(() -> runExample(NodeRegistries.builtIn()))
        .withMessage("start: cannot run nodes of the type StartNode");
  }
}
