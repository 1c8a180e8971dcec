package dev.sluice.migrate;

import dev.sluice.model.Migration;
import dev.sluice.text.Quote;
import dev.sluice.value.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The replacement of one node's obsolete type; immutable.
 *
 * @param node the id of the node
 * @param migration the type in the document, its successor, and the settings that make the
 *     successor behave like it
 * @param patch the operations on the document; the first requires the type that is replaced
 * @param lostInputs connected input ports that the successor does not have
 * @param lostOutputs output ports with a connection, or used by a template, that the successor does
 *     not have
 * @param lostKeys keys of the config that the successor does not declare and whose value is not the
 *     default of the old type; they stay in the config
 */
public record NodeMigration(
    String node,
    Migration migration,
    List<PatchOperation> patch,
    List<String> lostInputs,
    List<String> lostOutputs,
    List<String> lostKeys) {

  /** A migration with copies of these lists. */
  public NodeMigration {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(migration, "migration");
    patch = Elements.listOf(patch, "patch");
    lostInputs = Elements.listOf(lostInputs, "lostInputs");
    lostOutputs = Elements.listOf(lostOutputs, "lostOutputs");
    lostKeys = Elements.listOf(lostKeys, "lostKeys");
  }

  /** Whether the successor has all ports and config keys that the workflow uses. */
  public boolean lossless() {
    return lostInputs.isEmpty() && lostOutputs.isEmpty() && lostKeys.isEmpty();
  }

  /**
   * The replacement and the losses as one sentence, without values of the document: {@code
   * WriteFileNode becomes FileSystemSuperNode, which has no output "attachment_file"}.
   */
  public String note() {
    List<String> losses = new ArrayList<>();
    addLoss(losses, "input", lostInputs);
    addLoss(losses, "output", lostOutputs);
    addLoss(losses, "config key", lostKeys);
    return migration.from()
        + " becomes "
        + migration.to()
        + (losses.isEmpty() ? "" : ", which has no " + String.join(" and no ", losses));
  }

  private static void addLoss(List<String> losses, String what, List<String> names) {
    if (!names.isEmpty()) {
      losses.add(
          what
              + (names.size() == 1 ? " " : "s ")
              + names.stream().map(Quote::of).collect(Collectors.joining(", ")));
    }
  }
}
