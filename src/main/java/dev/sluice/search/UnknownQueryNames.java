package dev.sluice.search;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import dev.sluice.model.Severity;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.search.Condition.All;
import dev.sluice.search.Condition.Any;
import dev.sluice.search.Condition.Not;
import dev.sluice.search.Condition.Other;
import dev.sluice.search.Condition.PathStep;
import dev.sluice.search.Condition.Term;
import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Finds names in a query that do not exist. */
final class UnknownQueryNames {

  private static final List<String> METADATA =
      List.of(
          "id",
          "name",
          "description",
          "author",
          "version",
          "tags",
          "created_at",
          "modified_at",
          "updated_at",
          "schema_version");

  private final String query;
  private final NodeRegistry registry;
  private final List<String> messages = new ArrayList<>();

  UnknownQueryNames(String query, NodeRegistry registry) {
    this.query = query;
    this.registry = registry;
  }

  List<String> of(Condition condition) {
    examine(condition);
    return messages;
  }

  private void examine(Condition condition) {
    if (condition instanceof All all) {
      all.parts().forEach(this::examine);
    } else if (condition instanceof Any any) {
      any.parts().forEach(this::examine);
    } else if (condition instanceof Not not) {
      examine(not.part());
    } else if (condition instanceof Other other) {
      examine(other.part());
    } else if (condition instanceof Term term) {
      examine(term);
    }
  }

  private void examine(Term term) {
    switch (term.field()) {
      case TYPE, DECLARED -> value(term, "node type", registry.names());
      case FINDING ->
          value(
              term, "finding", Arrays.stream(FindingCode.values()).map(FindingCode::name).toList());
      case SEVERITY -> value(term, "severity", lower(Severity.values()));
      case KIND ->
          value(
              term,
              "kind of document",
              Arrays.stream(DocumentKind.values()).map(DocumentKind::label).toList());
      case CATEGORY -> value(term, "category", categories());
      case CONFIG -> key(term, "no node type has the config key ", this::configKeys);
      case META -> key(term, "the format has no metadata member ", () -> METADATA);
      default -> {}
    }
  }

  private void value(Term term, String what, Collection<String> known) {
    term.test()
        .literal()
        .filter(wanted -> known.stream().noneMatch(wanted::equalsIgnoreCase))
        .ifPresent(
            wanted -> add(term, "no " + what + " is called " + Quote.of(wanted), wanted, known));
  }

  private static List<String> lower(Enum<?>[] values) {
    return Arrays.stream(values).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
  }

  private Set<String> categories() {
    Set<String> categories = new TreeSet<>();
    registry.names().forEach(name -> registry.categoryOf(name).ifPresent(categories::add));
    return categories;
  }

  /** Examines a path's first name; the known names are loaded only if the path begins with one. */
  private void key(Term term, String problem, Supplier<Collection<String>> names) {
    if (term.path().isEmpty() || term.path().get(0).kind() != PathStep.Kind.NAME) {
      return;
    }
    String wanted = term.path().get(0).name();
    Collection<String> known = names.get();
    if (!known.contains(wanted)) {
      add(term, problem + Quote.of(wanted), wanted, known);
    }
  }

  private Collection<String> configKeys() {
    Set<String> keys = new TreeSet<>();
    for (String name : registry.names()) {
      registry.find(name).ifPresent(type -> addKeys(type, keys));
    }
    return keys;
  }

  private static void addKeys(NodeType type, Set<String> keys) {
    keys.addAll(type.configKeys());
    type.properties().stream().map(PropertySpec::name).forEach(keys::add);
    type.inputs().stream().map(Port::name).forEach(keys::add);
  }

  private void add(Term term, String what, String wanted, Collection<String> known) {
    int column = query.codePointCount(0, term.span().from()) + 1;
    List<String> nearest = NearestNames.of(wanted, known);
    messages.add(
        String.format(Locale.ROOT, "query, column %,d: ", column)
            + what
            + Alternatives.meant(nearest.stream().map(Quote::of).toList()));
  }
}
