package dev.sluice.migrate;

import dev.sluice.migrate.PatchOperation.Kind;
import dev.sluice.text.Pointers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the operations that turn one JSON value into another. */
final class ValuePatch {

  private final List<PatchOperation> operations;

  ValuePatch(List<PatchOperation> operations) {
    this.operations = operations;
  }

  void add(String path, @Nullable Object before, @Nullable Object after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> now) {
      addMembers(path, old, now);
    } else if (before instanceof List<?> old && after instanceof List<?> now) {
      addElements(path, old, now);
    } else {
      operations.add(new PatchOperation(Kind.REPLACE, path, after));
    }
  }

  private void addMembers(String path, Map<?, ?> before, Map<?, ?> after) {
    for (Object name : before.keySet()) {
      if (!after.containsKey(name)) {
        operations.add(new PatchOperation(Kind.REMOVE, child(path, name), null));
      }
    }
    after.forEach(
        (name, value) -> {
          if (before.containsKey(name)) {
            add(child(path, name), before.get(name), value);
          } else {
            operations.add(new PatchOperation(Kind.ADD, child(path, name), value));
          }
        });
  }

  private static String child(String path, Object name) {
    return Pointers.child(path, String.valueOf(name));
  }

  private void addElements(String path, List<?> before, List<?> after) {
    if (before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        add(Pointers.child(path, i), before.get(i), after.get(i));
      }
      return;
    }
    boolean[] kept = new boolean[before.size()];
    int found = 0;
    for (int i = 0; i < kept.length && found < after.size(); i++) {
      kept[i] = Objects.equals(before.get(i), after.get(found));
      found += kept[i] ? 1 : 0;
    }
    if (found < after.size()) {
      operations.add(new PatchOperation(Kind.REPLACE, path, after));
      return;
    }
    for (int i = kept.length - 1; i >= 0; i--) { // the indices of earlier elements do not change
      if (!kept[i]) {
        operations.add(new PatchOperation(Kind.REMOVE, Pointers.child(path, i), null));
      }
    }
  }
}
