package dev.sluice.diff;

import dev.sluice.diff.Difference.Part;
import dev.sluice.diff.Difference.PartChanged;
import dev.sluice.diff.ValueChange.Step;
import dev.sluice.model.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares the parts of a document other than nodes, connections and frames. */
final class MemberComparison {

  private final ValueComparison values;
  private final Set<Fold> folds;
  private final List<Difference> differences;
  private final Map<Fold, List<Difference>> folded;

  MemberComparison(
      ValueComparison values,
      Set<Fold> folds,
      List<Difference> differences,
      Map<Fold, List<Difference>> folded) {
    this.values = values;
    this.folds = folds;
    this.differences = differences;
    this.folded = folded;
  }

  /** Adds the changes between the members of two definitions. */
  void compare(WorkflowDefinition before, WorkflowDefinition after) {
    compareObjects(Part.VARIABLE, before.variables(), after.variables());
    compareObjects(Part.SETTING, before.settings(), after.settings());
    compareObjects(Part.METADATA, before.metadata().members(), after.metadata().members());
    compareOthers(before, after);
  }

  private void compareObjects(Part part, Map<String, Object> before, Map<String, Object> after) {
    if (Canonical.identical(before, after)) {
      return;
    }
    Changes changes = new Changes(folds);
    for (String name : union(before.keySet(), after.keySet())) {
      boolean isMetadata = part == Part.METADATA;
      Fold fold = isMetadata ? Fold.ofDocumentMember(name).orElse(null) : null;
      compareMember(before, after, name, isMetadata && name.equals("tags"), changes, fold);
    }
    if (!inBoth(before.keySet(), after.keySet()).equals(inBoth(after.keySet(), before.keySet()))) {
      changes.add(null, ValueChange.reordered(List.of()));
    }
    addTo(
        part,
        changes,
        name -> part == Part.VARIABLE && (isSensitive(before, name) || isSensitive(after, name)));
  }

  /**
   * The names in the order of the second definition, followed by the names that only the first one
   * has.
   */
  private static Set<String> union(Set<String> before, Set<String> after) {
    Set<String> names = new LinkedHashSet<>(after);
    names.addAll(before);
    return names;
  }

  /** The elements of a collection that another one has too. */
  static <T> List<T> inBoth(Collection<T> elements, Collection<T> others) {
    Set<T> wanted = new HashSet<>(others);
    List<T> both = new ArrayList<>(elements);
    both.removeIf(element -> !wanted.contains(element));
    return both;
  }

  private void compareMember(
      Map<String, Object> before,
      Map<String, Object> after,
      String name,
      boolean isSet,
      Changes changes,
      @Nullable Fold fold) {
    List<Step> path = List.of(new Step.Key(name));
    if (!before.containsKey(name)) {
      changes.add(fold, ValueChange.added(path, after.get(name)));
    } else if (!after.containsKey(name)) {
      changes.add(fold, ValueChange.removed(path, before.get(name)));
    } else if (isSet
        && before.get(name) instanceof List<?> old
        && after.get(name) instanceof List<?> now) {
      compareSets(path, old, now, changes);
    } else {
      values.compare(path, before.get(name), after.get(name), changes.in(fold));
    }
  }

  private static void compareSets(List<Step> path, List<?> before, List<?> after, Changes changes) {
    Set<?> old = new HashSet<>(before);
    Set<?> now = new HashSet<>(after);
    int changed = 0;
    for (int i = 0; i < after.size(); i++) {
      if (!old.contains(after.get(i))) {
        changes.add(null, ValueChange.added(indexed(path, i), after.get(i)));
        changed++;
      }
    }
    for (int i = 0; i < before.size(); i++) {
      if (!now.contains(before.get(i))) {
        changes.add(null, ValueChange.removed(indexed(path, i), before.get(i)));
        changed++;
      }
    }
    if (changed == 0 && !before.equals(after)) {
      changes.add(null, ValueChange.reordered(path));
    }
  }

  private static List<Step> indexed(List<Step> path, int index) {
    List<Step> longer = new ArrayList<>(path);
    longer.add(new Step.Index(index));
    return longer;
  }

  /** The other members of the document, and those around the workflow. */
  private void compareOthers(WorkflowDefinition before, WorkflowDefinition after) {
    Changes changes = new Changes(folds);
    compareOthers(before, before.members(), after, after.members(), changes);
    compareOthers(before, before.wrapper(), after, after.wrapper(), changes);
    if (!before.form().equals(after.form())
        || !haveSameNotation(before, before.members(), after, after.members())
        || !haveSameNotation(before, before.wrapper(), after, after.wrapper())) {
      changes.add(null, ValueChange.respelled(List.of(), null, null));
    }
    addTo(Part.DOCUMENT, changes, name -> false);
  }

  /** Whether the same parts are written, in the same order. */
  private static boolean haveSameNotation(
      WorkflowDefinition before,
      Map<String, Object> beforeMembers,
      WorkflowDefinition after,
      Map<String, Object> afterMembers) {
    Set<String> old = beforeMembers.keySet();
    Set<String> now = afterMembers.keySet();
    return inBoth(old, now).equals(inBoth(now, old))
        && union(old, now).stream()
            .filter(name -> old.contains(name) != now.contains(name))
            .filter(name -> isCompared(before, beforeMembers, name))
            .filter(name -> isCompared(after, afterMembers, name))
            .noneMatch(name -> content(before, name).equals(content(after, name)));
  }

  /** The content that is compared for a member. */
  private static Object content(WorkflowDefinition definition, String name) {
    return switch (name) {
      case "nodes" -> definition.nodes().keySet();
      case "connections" -> definition.connections().size();
      case "variables" -> definition.variables();
      case "settings" -> definition.settings();
      case "frames" -> definition.frames();
      case "metadata" -> definition.metadata().members();
      default -> definition.metadata().members().containsKey(name);
    };
  }

  private void compareOthers(
      WorkflowDefinition before,
      Map<String, Object> beforeMembers,
      WorkflowDefinition after,
      Map<String, Object> afterMembers,
      Changes changes) {
    for (String name : union(beforeMembers.keySet(), afterMembers.keySet())) {
      if (!isCompared(before, beforeMembers, name) || !isCompared(after, afterMembers, name)) {
        compareMember(
            beforeMembers,
            afterMembers,
            name,
            false,
            changes,
            Fold.ofDocumentMember(name).orElse(null));
      }
    }
  }

  /** Whether a member was already compared as one of the parts, or does not exist. */
  private static boolean isCompared(
      WorkflowDefinition definition, Map<String, Object> members, String name) {
    if (!members.containsKey(name)) {
      return true;
    }
    Object value = members.get(name);
    return switch (name) {
      case "nodes", "connections" -> value == null;
      case "variables", "settings", "metadata" -> value instanceof Map;
      case "frames" -> value instanceof List;
      default ->
          name.equals(definition.form().wrappedIn())
              || (definition.metadata().members().containsKey(name)
                  && Objects.equals(definition.metadata().members().get(name), value));
    };
  }

  private static boolean isSensitive(Map<String, Object> variables, String name) {
    return variables.get(name) instanceof Map<?, ?> variable
        && Boolean.TRUE.equals(variable.get("sensitive"));
  }

  private void addTo(Part part, Changes changes, Predicate<String> sensitive) {
    Function<ValueChange, Difference> difference =
        change ->
            new PartChanged(
                part,
                change,
                !change.path().isEmpty()
                    && change.path().get(0) instanceof Step.Key key
                    && sensitive.test(key.name()));
    changes.counting().forEach(change -> differences.add(difference.apply(change)));
    changes.addFolded(folded, all -> all.stream().map(difference).toList());
  }
}
