package dev.sluice.diff;

import dev.sluice.diff.Alignment.Edit;
import dev.sluice.diff.ValueChange.Step;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Compares JSON values key by key and element by element. */
final class ValueComparison {

  /** Values below this depth are compared as a whole, because the document controls the depth. */
  private static final int DEEPEST = 32;

  /** Longer lists are compared by index. */
  private static final int LONGEST_ALIGNED = 2000;

  /** The pairs of elements that may be compared in all lists together. */
  private long pairsLeft = 50_000_000;

  private final RenamedNodes renamedNodes;
  private final List<Step> path = new ArrayList<>();
  private Consumer<ValueChange> changes = change -> {};

  ValueComparison(RenamedNodes renamedNodes) {
    this.renamedNodes = renamedNodes;
  }

  /** Compares the values of a key, with null for JSON null. */
  void compare(
      List<Step> at,
      @Nullable Object before,
      @Nullable Object after,
      Consumer<ValueChange> receiver) {
    path.clear();
    path.addAll(at);
    changes = receiver;
    compare(before, after);
  }

  private void compare(@Nullable Object before, @Nullable Object after) {
    if (before == after) {
      return;
    }
    boolean shallow = path.size() < DEEPEST;
    if (shallow && before instanceof Map<?, ?> old && after instanceof Map<?, ?> now) {
      compareObjects(old, now);
    } else if (shallow && before instanceof List<?> old && after instanceof List<?> now) {
      compareLists(old, now);
    } else {
      compareLeaves(before, after);
    }
  }

  private void compareLeaves(@Nullable Object before, @Nullable Object after) {
    if (before instanceof String old && after instanceof String now) {
      if (!old.equals(now) && !renamedNodes.follows(old, now)) {
        changes.accept(ValueChange.changed(path, before, after));
      }
    } else if (before instanceof Number old && after instanceof Number now) {
      if (!Canonical.sameNumber(old, now)) {
        changes.accept(ValueChange.changed(path, before, after));
      } else if (!old.toString().equals(now.toString())) {
        changes.accept(ValueChange.respelled(path, before, after));
      }
    } else if (!Canonical.of(before, renamedNodes::renamed)
        .equals(Canonical.of(after, UnaryOperator.identity()))) {
      changes.accept(ValueChange.changed(path, before, after));
    } else if (!Canonical.identical(before, after)) {
      changes.accept(ValueChange.respelled(path, before, after));
    }
  }

  private void compareObjects(Map<?, ?> before, Map<?, ?> after) {
    boolean sameKeys = before.size() == after.size();
    for (Map.Entry<?, ?> member : after.entrySet()) {
      String name = String.valueOf(member.getKey());
      path.add(new Step.Key(name));
      if (before.containsKey(name)) {
        compare(before.get(name), member.getValue());
      } else {
        sameKeys = false;
        changes.accept(ValueChange.added(path, member.getValue()));
      }
      leave();
    }
    if (!sameKeys) {
      for (Map.Entry<?, ?> member : before.entrySet()) {
        String name = String.valueOf(member.getKey());
        if (!after.containsKey(name)) {
          path.add(new Step.Key(name));
          changes.accept(ValueChange.removed(path, member.getValue()));
          leave();
        }
      }
    } else if (!sameOrder(before, after)) {
      changes.accept(ValueChange.reordered(path));
    }
  }

  private static boolean sameOrder(Map<?, ?> before, Map<?, ?> after) {
    Iterator<?> other = after.keySet().iterator();
    for (Object key : before.keySet()) {
      if (!key.equals(other.next())) {
        return false;
      }
    }
    return true;
  }

  private void compareLists(List<?> before, List<?> after) {
    if (Canonical.identical(before, after)) {
      return;
    }
    List<String> old = texts(before, renamedNodes::renamed);
    List<String> now = texts(after, UnaryOperator.identity());
    List<Edit> edits = edits(old, now);
    int i = 0;
    int j = 0;
    for (Edit edit : edits) {
      compareEach(before, after, i, j, edit.before() - i);
      replace(before, after, edit);
      i = edit.beforeEnd();
      j = edit.afterEnd();
    }
    compareEach(before, after, i, j, before.size() - i);
  }

  private static List<String> texts(List<?> list, UnaryOperator<String> renamed) {
    List<String> texts = new ArrayList<>(list.size());
    for (Object element : list) {
      texts.add(Canonical.of(element, renamed));
    }
    return texts;
  }

  private List<Edit> edits(List<String> before, List<String> after) {
    long pairs = (long) before.size() * after.size();
    boolean allowed = pairs <= pairsLeft;
    if (allowed) {
      pairsLeft -= pairs;
    }
    return Alignment.of(before, after, allowed ? LONGEST_ALIGNED : 0).edits();
  }

  /** Compares elements of equal content, which can differ in notation. */
  private void compareEach(List<?> before, List<?> after, int i, int j, int count) {
    for (int k = 0; k < count; k++) {
      compareAt(before.get(i + k), after.get(j + k), j + k);
    }
  }

  private void replace(List<?> before, List<?> after, Edit edit) {
    int both = Math.min(edit.removed(), edit.added());
    compareEach(before, after, edit.before(), edit.after(), both);
    for (int i = edit.before() + both; i < edit.beforeEnd(); i++) {
      path.add(new Step.Index(i));
      changes.accept(ValueChange.removed(path, before.get(i)));
      leave();
    }
    for (int i = edit.after() + both; i < edit.afterEnd(); i++) {
      path.add(new Step.Index(i));
      changes.accept(ValueChange.added(path, after.get(i)));
      leave();
    }
  }

  private void compareAt(@Nullable Object before, @Nullable Object after, int index) {
    path.add(new Step.Index(index));
    compare(before, after);
    leave();
  }

  private void leave() {
    path.remove(path.size() - 1);
  }
}
