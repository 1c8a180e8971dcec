package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.text.Quote;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds nodes to which the user gave the same name. */
final class NameRule implements LintRule {

  @Override
  public Set<FindingCode> codes() {
    return Set.of(FindingCode.DUPLICATE_NAME);
  }

  @Override
  public void check(LintedWorkflow workflow, Consumer<Remark> remarks) {
    Map<String, String> first = new HashMap<>();
    for (NodeDefinition node : workflow.active()) {
      String name = node.name().orElse("");
      String other = name.isBlank() ? null : first.putIfAbsent(name, node.id());
      if (other != null) {
        remarks.accept(
            Remark.of(
                FindingCode.DUPLICATE_NAME,
                new Location.OfMember(node.id(), "name"),
                "Node "
                    + Quote.of(node.id())
                    + " has the same name as node "
                    + Quote.of(other)
                    + ": "
                    + Quote.of(name)));
      }
    }
  }
}
