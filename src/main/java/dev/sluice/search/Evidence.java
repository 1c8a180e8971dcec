package dev.sluice.search;

import dev.sluice.search.Condition.Term;
import dev.sluice.search.pattern.LinearPattern.Span;
import dev.sluice.text.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values for which a target fulfils a condition. Only the most specific ones are kept: for a
 * node with a certain type and a certain config value, the config value is shown.
 */
final class Evidence {

  /** The maximum number of values that are kept for a target. */
  private static final int MOST = 1_000;

  private final List<Match> matches = new ArrayList<>();
  private final Set<Object> places = new HashSet<>();
  private final Map<Object, Object> masked = new HashMap<>();
  private final SearchedDocument document;
  private int rank = -1;

  /** Evidence for one target of a document. */
  Evidence(SearchedDocument document) {
    this.document = document;
  }

  /**
   * How specific a value of a term's field is; a test for existence is less specific than one for a
   * value.
   */
  private static int rankOf(Term term) {
    if (term.field() == Field.CONFIG && term.test() instanceof ValueCriterion.Present) {
      return 2;
    }
    return switch (term.field()) {
      case CONFIG, TEXT, FINDING, SEVERITY -> 5;
      case PORT, FROM, TO, CONN -> 4;
      case NAME -> 3;
      case TYPE, DECLARED, CATEGORY -> 2;
      case ID -> 1;
      case VAR, SETTING, META, FRAME -> 0;
      case KIND, FILE, NODES, CONNECTIONS -> -1;
    };
  }

  /** Whether values of a term's field would be dropped. */
  boolean isBelow(Term term) {
    return rankOf(term) < rank || matches.size() >= MOST;
  }

  /** Adds a value. */
  void add(
      Term term,
      Target target,
      List<Object> path,
      SearchHit.Kind kind,
      String label,
      @Nullable Object value,
      Span span) {
    int ranked = rankOf(term);
    if (ranked < 0 || isBelow(term)) {
      return;
    }
    if (ranked > rank) {
      rank = ranked;
      matches.clear();
      places.clear();
    }
    if (places.add(List.of(target.key(), path))) {
      matches.add(new Match(target, path, kind, label, excerpt(target, path, value, span)));
    }
  }

  private String excerpt(Target target, List<Object> path, @Nullable Object value, Span span) {
    if (target instanceof Target.OfConnection of) {
      return ValueExcerpt.of(of.connection());
    }
    if (target instanceof Target.OfFinding of) {
      return ValueExcerpt.of(of.finding());
    }
    if (path.isEmpty()) {
      String text = String.valueOf(value);
      return ValueExcerpt.ofText(text, document.masked(text), span);
    }
    return value instanceof FieldValues.MemberName
        ? ValueExcerpt.of(null, shown(target, path), span)
        : ValueExcerpt.of(value, shown(target, path), span);
  }

  /** The value at a path, with secrets masked; what surrounds it decides whether it is secret. */
  private @Nullable Object shown(Target target, List<Object> path) {
    Object root = masked.get(path.get(0));
    if (root == null) {
      Map<String, Object> part = new HashMap<>();
      String name = String.valueOf(path.get(0));
      part.put(name, document.member(target, name));
      root = Secrets.masked("", part);
      masked.put(path.get(0), root);
    }
    Object value = root;
    for (Object step : path) {
      if (value instanceof Map<?, ?> map) {
        value = map.get(String.valueOf(step));
      } else if (value instanceof List<?> list && step instanceof Integer index) {
        value = list.get(index);
      }
    }
    return value;
  }

  List<Match> matches() {
    return matches;
  }

  /**
   * A value that fulfils a query, before its place is known.
   *
   * @param target what it is part of
   * @param path the names and indices that lead to it: from the config of a node, otherwise from
   *     the workflow; empty for the target itself
   * @param kind what it is
   * @param field the field of the query, with the path
   * @param excerpt the value in one line, with secrets masked
   */
  record Match(
      Target target, List<Object> path, SearchHit.Kind kind, String field, String excerpt) {}
}
