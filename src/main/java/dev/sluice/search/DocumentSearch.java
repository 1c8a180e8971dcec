package dev.sluice.search;

import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.search.Condition.Any;
import dev.sluice.search.Evidence.Match;
import dev.sluice.search.Field.Scope;
import dev.sluice.search.QueryParser.Listing;
import dev.sluice.search.QueryParser.Parsed;
import dev.sluice.search.SearchHit.Kind;
import dev.sluice.search.Target.OfConnection;
import dev.sluice.search.Target.OfDocument;
import dev.sluice.search.Target.OfFinding;
import dev.sluice.search.Target.OfNode;
import dev.sluice.search.pattern.LinearPattern.Span;
import dev.sluice.text.Secrets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Searches one document for what a query lists.
 *
 * <p>Alternatives at the outermost level are separate searches. Each searches for nodes if one of
 * its conditions is about nodes, otherwise for connections, otherwise for findings, otherwise for
 * the document.
 */
final class DocumentSearch {

  private static final Span NONE = new Span(0, 0);

  private final Parsed query;
  private final SearchedDocument document;
  private final Evaluator evaluator;
  private final int most;
  private final List<Match> kept = new ArrayList<>();
  private final Set<Object> seen = new HashSet<>();
  private long count;

  /**
   * A search.
   *
   * @param most the maximum number of matches to keep
   */
  DocumentSearch(Parsed query, SearchedDocument document, int most) {
    this.query = query;
    this.document = document;
    this.most = most;
    evaluator = new Evaluator(document);
  }

  /** Searches; to be called once. */
  void run() {
    if (query.condition() instanceof Any any) {
      any.parts().forEach(this::search);
    } else {
      search(query.condition());
    }
  }

  /** The first matches. */
  List<Match> kept() {
    return kept;
  }

  /** The number of all matches. */
  long count() {
    return count;
  }

  private void search(Condition condition) {
    if (condition instanceof Any any) {
      any.parts().forEach(this::search);
      return;
    }
    for (Target target : targets(condition)) {
      // most targets do not match, and need no evidence
      if (evaluator.holds(condition, target, null)) {
        Evidence evidence = new Evidence(document);
        evaluator.holds(condition, target, evidence);
        list(target, evidence.matches());
        if (query.listing() == Listing.FILES) {
          return;
        }
      }
    }
  }

  private List<Target> targets(Condition condition) {
    List<Target> targets = new ArrayList<>();
    switch (condition.scope()) {
      case NODE -> {
        if (isText(condition)) {
          targets.add(new OfDocument());
        }
        document.nodes().forEach(node -> targets.add(new OfNode(node)));
      }
      case CONNECTION -> targets.addAll(document.connections());
      case FINDING -> targets.addAll(document.findings());
      case DOCUMENT -> targets.add(new OfDocument());
    }
    return targets;
  }

  /** Whether all conditions on nodes are for texts, which can be elsewhere in a document too. */
  private static boolean isText(Condition condition) {
    if (condition instanceof Condition.Term term) {
      return term.field() == Field.TEXT ? !term.negated() : term.scope() == Scope.DOCUMENT;
    }
    if (condition instanceof Condition.All all) {
      return all.parts().stream().allMatch(DocumentSearch::isText);
    }
    return condition instanceof Any any
        ? any.parts().stream().allMatch(DocumentSearch::isText)
        : condition.scope() == Scope.DOCUMENT;
  }

  private void list(Target target, List<Match> matches) {
    switch (query.listing()) {
      case MATCHES -> {
        if (matches.isEmpty()) {
          add(itself(target));
        }
        matches.forEach(this::add);
      }
      case FILES -> add(whole());
      case NODES -> nodesOf(target).forEach(node -> add(itself(new OfNode(node))));
      case CONNECTIONS -> connectionsOf(target).forEach(connection -> add(itself(connection)));
    }
  }

  private void add(Match match) {
    if (seen.add(List.of(match.target().key(), match.path(), match.kind()))) {
      count++;
      if (kept.size() < most) {
        kept.add(match);
      }
    }
  }

  /** A match of a target as such. */
  private Match itself(Target target) {
    if (target instanceof OfNode of) {
      String type = of.node().type().name();
      return new Match(
          target,
          List.of(),
          Kind.NODE,
          "type",
          ValueExcerpt.ofText(type, document.masked(type), NONE));
    }
    if (target instanceof OfConnection of) {
      return new Match(
          target, List.of(), Kind.CONNECTION, "connection", ValueExcerpt.of(of.connection()));
    }
    if (target instanceof OfFinding of) {
      return new Match(target, List.of(), Kind.FINDING, "finding", ValueExcerpt.of(of.finding()));
    }
    return whole();
  }

  private Match whole() {
    String name =
        document.definition().map(WorkflowDefinition::metadata).map(it -> it.name()).orElse("");
    return new Match(
        new OfDocument(),
        List.of(),
        Kind.DOCUMENT,
        "name",
        ValueExcerpt.of(name, Secrets.masked(name), NONE));
  }

  private List<NodeDefinition> nodesOf(Target target) {
    if (target instanceof OfNode of) {
      return List.of(of.node());
    }
    if (target instanceof OfConnection of) {
      return Stream.of(of.connection().sourceNode(), of.connection().targetNode())
          .flatMap(id -> document.definition().flatMap(it -> it.node(id)).stream())
          .filter(node -> !node.members().isEmpty())
          .toList();
    }
    return document.nodes();
  }

  private List<OfConnection> connectionsOf(Target target) {
    if (target instanceof OfConnection connection) {
      return List.of(connection);
    }
    return target instanceof OfNode of ? document.connectionsOf(of.node()) : document.connections();
  }
}
