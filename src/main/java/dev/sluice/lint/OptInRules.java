package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.PropertySpec;
import dev.sluice.text.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Rules that some teams want and others do not; checked only if they are selected. */
final class OptInRules implements LintRule {

  private static final int MANY_NODES = 100;

  /** The least number of nodes of a workflow that should log something. */
  private static final int WORTH_LOGGING = 10;

  /** The least number of externally dependent nodes of a workflow that should handle errors. */
  private static final int WORTH_HANDLING = 3;

  private static final Set<String> OUTER =
      Set.of("http", "email", "database", "browser", "google", "integration", "ftp", "desktop");

  private static final List<String> LOGS = List.of("Log", "Notif", "Message", "Toast");

  private static final List<String> HANDLERS =
      List.of("Try", "Catch", "OnError", "Retry", "ErrorRecovery", "ErrorTrigger");

  private static final Pattern REMOTE_HTTP =
      Pattern.compile(
          "http://(?!localhost\\b|127\\.|10\\.|192\\.168\\.|172\\.(?:1[6-9]|2[0-9]|3[01])\\."
              + "|\\[::1\\]|[^/]{0,200}\\.(?:local|internal)\\b).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern FRAGILE =
      Pattern.compile("/html/body|nth-child\\((?:[4-9]|[1-9][0-9])|\\[(?:[4-9]|[1-9][0-9])\\]");

  @Override
  public Set<FindingCode> codes() {
    return Set.of(
        FindingCode.PLAIN_HTTP,
        FindingCode.FRAGILE_SELECTOR,
        FindingCode.DISABLED_NODE,
        FindingCode.LONG_WORKFLOW,
        FindingCode.NO_LOG,
        FindingCode.NO_ERROR_HANDLING);
  }

  @Override
  public void check(LintedWorkflow workflow, Consumer<Remark> remarks) {
    for (NodeDefinition node : workflow.active()) {
      for (String key : node.config().keySet()) {
        checkText(node, key, workflow.literal(node, key), remarks);
      }
    }
    for (NodeDefinition node : workflow.declared()) {
      if (Boolean.TRUE.equals(node.config().get("_disabled"))) {
        remarks.accept(
            Remark.of(
                FindingCode.DISABLED_NODE,
                new Location.OfConfig(node.id(), List.of("_disabled")),
                "Node " + Quote.of(node.id()) + " is disabled"));
      }
    }
    checkWhole(workflow, remarks);
  }

  private static void checkText(
      NodeDefinition node, String key, String text, Consumer<Remark> remarks) {
    Location at = new Location.OfConfig(node.id(), List.of(key));
    if (key.endsWith("url") && REMOTE_HTTP.matcher(text).matches()) {
      remarks.accept(
          Remark.of(
              FindingCode.PLAIN_HTTP,
              at,
              "The URL in " + Quote.of(key) + " is not encrypted (http)"));
    }
    String type = node.type().property(key).map(PropertySpec::type).orElse("");
    if (type.equals("selector") && FRAGILE.matcher(text).find()) {
      remarks.accept(
          Remark.of(
              FindingCode.FRAGILE_SELECTOR,
              at,
              "The selector in " + Quote.of(key) + " depends on where the element is in the page"));
    }
  }

  private static void checkWhole(LintedWorkflow workflow, Consumer<Remark> remarks) {
    List<NodeDefinition> active = workflow.active();
    if (active.isEmpty()) {
      return;
    }
    Location at = new Location.OfNode(active.get(0).id());
    List<String> types = new ArrayList<>();
    active.forEach(node -> types.add(node.type().name()));
    if (active.size() > MANY_NODES) {
      String count = active.size() + " nodes, more than " + MANY_NODES;
      remarks.accept(Remark.of(FindingCode.LONG_WORKFLOW, at, "The workflow has " + count));
    }
    if (active.size() >= WORTH_LOGGING && !contains(types, LOGS)) {
      remarks.accept(
          Remark.of(
              FindingCode.NO_LOG, at, "None of the " + active.size() + " nodes logs anything"));
    }
    long outer = active.stream().filter(node -> OUTER.contains(node.type().category())).count();
    if (outer >= WORTH_HANDLING && !contains(types, HANDLERS) && !handlesErrors(workflow)) {
      remarks.accept(
          Remark.of(
              FindingCode.NO_ERROR_HANDLING,
              at,
              outer
                  + " nodes can fail for reasons outside the workflow, and no node handles"
                  + " errors"));
    }
  }

  private static boolean contains(List<String> types, List<String> parts) {
    return types.stream().anyMatch(type -> parts.stream().anyMatch(type::contains));
  }

  private static boolean handlesErrors(LintedWorkflow workflow) {
    return workflow.definition().connections().stream()
            .anyMatch(connection -> connection.sourcePort().equals("error"))
        || workflow.active().stream()
            .anyMatch(
                node ->
                    node.config().containsKey("retry_count")
                        || node.config().containsKey("stop_on_error"));
  }
}
