package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds variables that are used but not defined, and variables that are defined but not used.
 *
 * <p>Not applied if a node of the workflow may define or use variables that its config does not
 * name: a trigger, a script, another workflow, or a node of an unknown type.
 */
final class VariableRules implements LintRule {

  /** A template that begins with a plain name; what follows selects a part of the value. */
  private static final Pattern TEMPLATE =
      Pattern.compile("\\{\\{\\s{0,9}([A-Za-z_][A-Za-z0-9_]{0,99})(?=\\s{0,9}(?:}}|[.\\[|]))");

  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Parts of the names of types whose nodes may define or use any variable. */
  private static final List<String> UNCLEAR =
      List.of("Trigger", "Script", "Subflow", "Workflow", "Python", "Eval", "Expression");

  /** Names that the original's runner or a loop provides. */
  private static final Set<String> PROVIDED =
      Set.of("item", "index", "current_item", "current_index", "loop_index", "error", "env", "now");

  /** The maximum number of suggestions searched for in a document. */
  private static final int MOST_SUGGESTIONS = 20;

  @Override
  public Set<FindingCode> codes() {
    return Set.of(FindingCode.UNDEFINED_VARIABLE, FindingCode.UNUSED_VARIABLE);
  }

  @Override
  public void check(LintedWorkflow workflow, Consumer<Remark> remarks) {
    boolean unclear = workflow.declared().stream().anyMatch(VariableRules::isUnclear);
    if (unclear || workflow.definition().kind() == DocumentKind.SUBFLOW) {
      return;
    }
    unused(workflow, remarks);
    // a scenario can use the variables of its project
    if (workflow.definition().kind() == DocumentKind.WORKFLOW && !definesByTemplate(workflow)) {
      undefined(workflow, remarks);
    }
  }

  private static boolean isUnclear(NodeDefinition node) {
    String type = node.type().name();
    return node.isPlaceholder() || UNCLEAR.stream().anyMatch(type::contains);
  }

  /** Whether a node defines a variable whose name is only known when the workflow runs. */
  private static boolean definesByTemplate(LintedWorkflow workflow) {
    return workflow.declared().stream()
        .flatMap(node -> node.config().entrySet().stream())
        .anyMatch(
            member ->
                defines(member.getKey())
                    && member.getValue() instanceof String name
                    && !LintedWorkflow.isLiteral(name));
  }

  private static void undefined(LintedWorkflow workflow, Consumer<Remark> remarks) {
    Set<String> defined = defined(workflow);
    int[] suggestions = {MOST_SUGGESTIONS};
    for (NodeDefinition node : workflow.active()) {
      LintedWorkflow.strings(
          node.config(),
          (path, text) -> {
            Matcher template = TEMPLATE.matcher(text);
            Set<String> seen = new HashSet<>();
            boolean isUsed = workflow.isUsed(node, String.valueOf(path.get(0)));
            while (isUsed && template.find()) {
              String name = template.group(1);
              if (!defined.contains(name) && seen.add(name)) {
                Location at = new Location.OfConfig(node.id(), List.copyOf(path));
                remarks.accept(undefined(name, at, defined, suggestions));
              }
            }
          });
    }
  }

  private static Remark undefined(
      String name, Location at, Set<String> defined, int[] suggestions) {
    Remark remark =
        Remark.of(
            FindingCode.UNDEFINED_VARIABLE,
            at,
            "The template {{"
                + Quote.safe(name)
                + "}} names neither a variable nor an output of a node");
    List<String> nearest = suggestions[0]-- > 0 ? NearestNames.of(name, defined) : List.of();
    return nearest.isEmpty() ? remark : remark.suggesting(Alternatives.question(nearest));
  }

  /** The names that a template can begin with. */
  private static Set<String> defined(LintedWorkflow workflow) {
    Set<String> names = new TreeSet<>(PROVIDED);
    names.addAll(workflow.definition().variables().keySet());
    for (NodeDefinition node : workflow.declared()) {
      names.add(node.id());
      node.outputs().stream().map(Port::name).forEach(names::add);
      node.type().editorOutputs().stream().map(Port::name).forEach(names::add);
      node.config()
          .forEach(
              (key, value) -> {
                if (value instanceof String name && defines(key)) {
                  names.add(name);
                }
              });
    }
    return names;
  }

  private static boolean defines(String key) {
    return key.endsWith("_var")
        || key.endsWith("variable_name")
        || key.endsWith("_variable")
        || key.equals("variable")
        || key.equals("store_as");
  }

  private static void unused(LintedWorkflow workflow, Consumer<Remark> remarks) {
    Set<String> variables = workflow.definition().variables().keySet();
    if (variables.isEmpty() || workflow.declared().isEmpty()) {
      return;
    }
    Set<String> words = new HashSet<>();
    for (NodeDefinition node : workflow.declared()) {
      LintedWorkflow.strings(
          node.config(),
          (path, text) -> WORD.matcher(text).results().forEach(it -> words.add(it.group())));
    }
    for (String name : variables) {
      if (WORD.matcher(name).matches() && !words.contains(name)) {
        remarks.accept(
            Remark.of(
                FindingCode.UNUSED_VARIABLE,
                new Location.OfWorkflow(List.of("variables", name)),
                "No config mentions the variable " + Quote.of(name)));
      }
    }
  }
}
