package dev.sluice.diff;

import dev.sluice.diff.Difference.Part;
import dev.sluice.diff.Difference.PartChanged;
import dev.sluice.diff.ValueChange.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares the frames around nodes. Frames have no ids, so they are matched: first those with equal
 * title and nodes, then those whose title is unique on both sides.
 */
final class FrameComparison {

  private static final List<String> NODES = List.of("node_ids", "contained_nodes", "nodes");

  private final ValueComparison values;
  private final RenamedNodes renamedNodes;
  private final Set<Fold> folds;
  private final List<Difference> differences;
  private final Map<Fold, List<Difference>> folded;

  FrameComparison(
      ValueComparison values,
      RenamedNodes renamedNodes,
      Set<Fold> folds,
      List<Difference> differences,
      Map<Fold, List<Difference>> folded) {
    this.values = values;
    this.renamedNodes = renamedNodes;
    this.folds = folds;
    this.differences = differences;
    this.folded = folded;
  }

  /** Adds the changes between two lists of frames. */
  void compare(List<?> before, List<?> after) {
    if (Canonical.identical(before, after)) {
      return;
    }
    List<Object> old = new ArrayList<>(before);
    List<Object> now = new ArrayList<>(after);
    List<Object> order = new ArrayList<>();
    pair(old, now, FrameComparison::titleAndNodes, renamedNodes::renamed, order);
    pair(old, now, (frame, renamed) -> title(frame), renamedNodes::renamed, order);
    for (Object frame : now) {
      differences.add(new PartChanged(Part.FRAME, ValueChange.added(path(frame), frame), false));
    }
    for (Object frame : old) {
      differences.add(new PartChanged(Part.FRAME, ValueChange.removed(path(frame), frame), false));
    }
    compareOrder(before, after, order);
  }

  private interface Identity {
    String of(Object frame, UnaryOperator<String> renamed);
  }

  /** Compares and removes the frames whose identity is unique on both sides. */
  private void pair(
      List<Object> before,
      List<Object> after,
      Identity identity,
      UnaryOperator<String> renamed,
      List<Object> order) {
    Map<String, List<Object>> old = new LinkedHashMap<>();
    before.forEach(
        frame ->
            old.computeIfAbsent(identity.of(frame, renamed), any -> new ArrayList<>()).add(frame));
    Map<String, List<Object>> now = new LinkedHashMap<>();
    after.forEach(
        frame ->
            now.computeIfAbsent(identity.of(frame, text -> text), any -> new ArrayList<>())
                .add(frame));
    before.clear();
    after.clear();
    old.forEach(
        (key, frames) -> {
          List<Object> others = now.getOrDefault(key, List.of());
          boolean sameCount = frames.size() == others.size();
          for (int i = 0; i < frames.size() && sameCount; i++) {
            order.add(others.get(i));
            compareTwo(frames.get(i), others.get(i));
          }
          if (sameCount) {
            now.remove(key);
          } else {
            before.addAll(frames);
          }
        });
    now.values().forEach(after::addAll);
  }

  private static String titleAndNodes(Object frame, UnaryOperator<String> renamed) {
    Set<String> ids = new TreeSet<>();
    if (frame instanceof Map<?, ?> map) {
      for (String name : NODES) {
        if (map.get(name) instanceof List<?> list) {
          list.forEach(id -> ids.add(renamed.apply(String.valueOf(id))));
        }
      }
    }
    return Canonical.of(List.of(title(frame), List.copyOf(ids)), text -> text);
  }

  private static String title(Object frame) {
    return frame instanceof Map<?, ?> map && map.get("title") instanceof String title
        ? title
        : "Group";
  }

  private static List<Step> path(@Nullable Object frame) {
    return List.of(new Step.Key(frame == null ? "Group" : title(frame)));
  }

  private void compareTwo(Object before, Object after) {
    Changes changes = new Changes(folds);
    values.compare(path(after), before, after, change -> changes.add(fold(change), change));
    addTo(changes);
  }

  private static @Nullable Fold fold(ValueChange change) {
    return change.path().size() > 1 && change.path().get(1) instanceof Step.Key key
        ? Fold.ofFrameMember(key.name()).orElse(null)
        : null;
  }

  /** Frames in another order are drawn in another order, but hold the same nodes. */
  private void compareOrder(List<?> before, List<?> after, List<Object> order) {
    if (before.size() == after.size() && order.size() == after.size() && !order.equals(after)) {
      Changes changes = new Changes(folds);
      changes.add(null, ValueChange.reordered(List.of()));
      addTo(changes);
    }
  }

  private void addTo(Changes changes) {
    changes
        .counting()
        .forEach(change -> differences.add(new PartChanged(Part.FRAME, change, false)));
    changes.addFolded(
        folded,
        all ->
            all.stream()
                .<Difference>map(change -> new PartChanged(Part.FRAME, change, false))
                .toList());
  }
}
