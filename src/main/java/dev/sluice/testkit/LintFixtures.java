package dev.sluice.testkit;

import dev.sluice.model.FindingCode;
import java.util.Map;
import java.util.Optional;

/** The documents with findings of lint rules. */
final class LintFixtures {

  private static final String SECRET = "q8w7e6r5t4z3";

  private LintFixtures() {}

  /** A document with a finding; empty if no lint rule has this code. */
  static Optional<WorkflowDocument> with(FindingCode code) {
    return Optional.ofNullable(
        switch (code) {
          case HARDCODED_SECRET -> one("LogNode", Map.of("api_key", SECRET));
          case UNDEFINED_VARIABLE -> one("LogNode", Map.of("message", "{{no_such_variable}}"));
          case UNUSED_VARIABLE -> one("LogNode", Map.of()).variable("unused", 1);
          case HARDCODED_DELAY -> one("WaitNode", Map.of("duration", 10));
          case SUSPICIOUS_UNIT -> one("GoToURLNode", Map.of("timeout", 30));
          case UNBOUNDED_LOOP -> one("WhileLoopStartNode", Map.of("max_iterations", 0));
          case UNSAFE_SWITCH -> one("HTTPRequestNode", Map.of("verify_ssl", false));
          case PERSONAL_PATH -> one("ReadFileNode", Map.of("file_path", "/home/sato/a.txt"));
          case PADDED_SELECTOR -> one("ClickElementNode", Map.of("selector", " #save"));
          case FRAGILE_SELECTOR -> one("ClickElementNode", Map.of("selector", "/html/body/div"));
          case STALE_RUN_STATE -> one("LogNode", Map.of("status", "success"));
          case RESOURCE_NOT_CLOSED -> one("ExcelOpenNode", Map.of());
          case BROKEN_PAIR -> one("CatchNode", Map.of("paired_try_id", "no_such_node"));
          case MISSING_REFERENCE -> one("SubflowNode", Map.of("subflow_id", "no_such_workflow"));
          case REFERENCE_CYCLE ->
              one("SubflowNode", Map.of("subflow_id", "fixture")).member("id", "fixture");
          case BANNED_TYPE -> one("LogNode", Map.of());
          case PLAIN_HTTP -> one("GoToURLNode", Map.of("url", "http://example.org/"));
          case DISABLED_NODE -> one("LogNode", Map.of("_disabled", true));
          case LONG_WORKFLOW -> WorkflowDocument.chain(101);
          case NO_LOG -> many("WaitNode", 10);
          case NO_ERROR_HANDLING -> many("GoToURLNode", 3);
          case DUPLICATE_NAME ->
              start()
                  .rawNode("a", Map.of("node_type", "LogNode", "name", "Twin"))
                  .rawNode("b", Map.of("node_type", "LogNode", "name", "Twin"));
          case EMPTY_CATCH -> one("CatchNode", Map.of());
          case LOOP_WITHOUT_BODY -> one("ForLoopStartNode", Map.of());
          case IF_WITHOUT_BRANCH -> one("SwitchNode", Map.of());
          case MANY_SOURCES -> manySources();
          case EXEC_FAN_OUT -> one("LogNode", Map.of()).node("b", "LogNode").connect("start", "b");
          case DEEP_NESTING -> branches(5);
          default -> null;
        });
  }

  private static WorkflowDocument start() {
    return WorkflowDocument.named("Fixture").node("start", "StartNode");
  }

  /** A start node and one that follows it. */
  private static WorkflowDocument one(String type, Map<String, ?> config) {
    return start().node("a", type, config).connect("start", "a");
  }

  private static WorkflowDocument many(String type, int count) {
    WorkflowDocument document = start();
    for (int i = 1; i <= count; i++) {
      document.node("n" + i, type).connect(i == 1 ? "start" : "n" + (i - 1), "n" + i);
    }
    return document;
  }

  private static WorkflowDocument manySources() {
    return one("ReadFileNode", Map.of("file_path", "a.txt"))
        .node("b", "ReadFileNode", Map.of("file_path", "b.txt"))
        .node("log", "LogNode")
        .connect("a", "b")
        .connect("b", "log")
        .connect("a", "content", "log", "message")
        .connect("b", "content", "log", "message");
  }

  /** Decisions, each in the branch of the one before it. */
  private static WorkflowDocument branches(int levels) {
    WorkflowDocument document = one("IfNode", Map.of("condition", "{{a}}"));
    String last = "a";
    for (int i = 1; i < levels; i++) {
      String next = "if" + i;
      document.node(next, "IfNode").connect(last, "true", next, "exec_in");
      last = next;
    }
    return document.node("log", "LogNode").connect(last, "true", "log", "exec_in");
  }
}
