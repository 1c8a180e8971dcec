package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.search.pattern.LinearPattern;
import dev.sluice.text.Quote;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds nodes whose type is banned, including disabled nodes; only the first matching ban is
 * reported for each node.
 */
final class BannedTypeRule implements LintRule {

  private static final String MEMBER = "type";

  private final List<Ban> bans;

  private record Ban(BannedType banned, LinearPattern types) {

    /** The name by which a node is banned; empty if it is not. */
    Optional<String> nameOf(NodeDefinition node) {
      return Stream.of(node.declaredType(), node.type().name()).filter(types::isIn).findFirst();
    }
  }

  BannedTypeRule(List<BannedType> banned) {
    bans = banned.stream().map(each -> new Ban(each, LinearPattern.glob(each.type()))).toList();
  }

  @Override
  public Set<FindingCode> codes() {
    return Set.of(FindingCode.BANNED_TYPE);
  }

  @Override
  public void check(LintedWorkflow workflow, Consumer<Remark> remarks) {
    for (NodeDefinition node : workflow.declared()) {
      bans.stream()
          .flatMap(ban -> ban.nameOf(node).map(name -> remark(node, name, ban.banned())).stream())
          .findFirst()
          .ifPresent(remarks);
    }
  }

  private static Remark remark(NodeDefinition node, String name, BannedType banned) {
    String message =
        "The type %s of node %s is not allowed: %s"
            .formatted(Quote.of(name), Quote.of(node.id()), Quote.safe(banned.reason()));
    return Remark.of(FindingCode.BANNED_TYPE, new Location.OfMember(node.id(), MEMBER), message)
        .withSeverity(banned.severity());
  }
}
