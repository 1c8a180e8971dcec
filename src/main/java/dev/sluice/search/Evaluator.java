package dev.sluice.search;

import dev.sluice.model.NodeDefinition;
import dev.sluice.search.Condition.All;
import dev.sluice.search.Condition.Any;
import dev.sluice.search.Condition.Flag;
import dev.sluice.search.Condition.Is;
import dev.sluice.search.Condition.Not;
import dev.sluice.search.Condition.Other;
import dev.sluice.search.Condition.PathStep;
import dev.sluice.search.Condition.Term;
import dev.sluice.search.Condition.Where;
import dev.sluice.search.FieldValues.End;
import dev.sluice.search.FieldValues.Ends;
import dev.sluice.search.FieldValues.MemberName;
import dev.sluice.search.Target.OfNode;
import dev.sluice.search.pattern.LinearPattern.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Evaluates conditions for the targets of one document. */
final class Evaluator {

  private final SearchedDocument document;
  private final FieldValues values;

  /** The nodes that fulfil a condition about other nodes, by the condition. */
  private final IdentityHashMap<Condition, Set<String>> others = new IdentityHashMap<>();

  Evaluator(SearchedDocument document) {
    this.document = document;
    values = new FieldValues(document);
  }

  /**
   * Whether a target fulfils a condition.
   *
   * @param evidence receives the values that fulfil the condition; null below a negation
   */
  boolean holds(Condition condition, Target target, @Nullable Evidence evidence) {
    if (condition instanceof Term term) {
      return holds(term, target, evidence);
    }
    if (condition instanceof All all) {
      for (Condition part : all.parts()) {
        if (!holds(part, target, evidence)) {
          return false;
        }
      }
      return true;
    }
    if (condition instanceof Any any) {
      boolean found = false;
      for (Condition part : any.parts()) {
        found |= holds(part, target, evidence);
      }
      return found;
    }
    if (condition instanceof Not not) {
      return !holds(not.part(), target, null);
    }
    if (condition instanceof Is is) {
      return holds(is.flag(), target);
    }
    return holds((Other) condition, target);
  }

  private boolean holds(Term term, Target target, @Nullable Evidence evidence) {
    boolean[] found = {false};
    values.of(
        term,
        target,
        (of, path, kind, label, value) -> {
          if (value instanceof List<?> list && testsElements(term)) {
            for (int i = 0; i < list.size(); i++) {
              List<Object> element = new ArrayList<>(path);
              element.add(i);
              found[0] |= holds(term, of, element, kind, label + "." + i, list.get(i), evidence);
            }
          } else {
            found[0] |= holds(term, of, path, kind, label, value, evidence);
          }
        });
    return found[0];
  }

  /** Whether the elements of a list are tested instead of the list. */
  private static boolean testsElements(Term term) {
    int last = term.path().size() - 1;
    return last >= 0
        && term.path().get(last).kind() != PathStep.Kind.ANY
        && !term.test().acceptsContainers();
  }

  private static boolean holds(
      Term term,
      Target of,
      List<Object> path,
      SearchHit.Kind kind,
      String label,
      @Nullable Object value,
      @Nullable Evidence evidence) {
    Optional<Span> span = tested(term, value);
    if (span.isPresent() && evidence != null) {
      evidence.add(term, of, path, kind, label, value, span.get());
    }
    return span.isPresent();
  }

  /** Where a value passes a term's test or, if the term is negated, fails it. */
  private static Optional<Span> tested(Term term, @Nullable Object value) {
    Optional<Span> span = tested(term.test(), value);
    if (!term.negated()) {
      return span;
    }
    boolean applies = !(value instanceof Map) && !(value instanceof List);
    return applies && span.isEmpty() ? Optional.of(new Span(0, 0)) : Optional.empty();
  }

  private static Optional<Span> tested(ValueCriterion test, @Nullable Object value) {
    if (value instanceof Map || value instanceof List) {
      return test.acceptsContainers() ? Optional.of(new Span(0, 0)) : Optional.empty();
    }
    if (value instanceof MemberName key) {
      return test.find(key.name());
    }
    if (value instanceof End end) {
      return test.find(end.node()).or(() -> test.find(end.toString()));
    }
    if (value instanceof Ends ends && test instanceof ValueCriterion.Connection connection) {
      return tested(connection.source(), ends.source())
          .flatMap(it -> tested(connection.target(), ends.target()));
    }
    return test.findIn(value);
  }

  private boolean holds(Flag flag, Target target) {
    if (flag == Flag.REJECTED) {
      return !document.result().accepted();
    }
    if (!(target instanceof OfNode of)) {
      return false;
    }
    NodeDefinition node = of.node();
    return switch (flag) {
      case UNREACHABLE -> document.isUnreachable(node);
      case UNKNOWN, PLACEHOLDER -> node.isPlaceholder();
      case DISABLED -> Boolean.TRUE.equals(node.config().get("_disabled"));
      case ENTRY -> document.isEntry(node);
      case TRIGGER -> node.type().isTrigger();
      case ISOLATED -> document.connectionsOf(node).isEmpty();
      case REJECTED -> false;
    };
  }

  private boolean holds(Other other, Target target) {
    Set<String> found = others.get(other);
    if (found == null) {
      found = nodesFor(other);
      others.put(other, found);
    }
    return other.where() == Where.HAS
        ? !found.isEmpty()
        : target instanceof OfNode of && found.contains(of.node().id());
  }

  private Set<String> nodesFor(Other other) {
    Set<String> ids = new HashSet<>();
    for (NodeDefinition node : document.nodes()) {
      if (holds(other.part(), new OfNode(node), null)) {
        ids.add(node.id());
      }
    }
    return switch (other.where()) {
      case HAS -> ids;
      case NEXT -> document.before(ids);
      case PREV -> document.after(ids);
    };
  }
}
