package dev.sluice.fuzz;

import static dev.sluice.fuzz.FuzzTarget.require;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.search.QuerySyntaxException;
import dev.sluice.search.WorkflowQuery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Queries of any text: parsed or refused with a printable mark within the query; a parsed query has
 * the same answer each time.
 */
final class QueryTarget implements FuzzTarget {

  private final NodeRegistry registry = NodeRegistries.builtIn();
  private final List<ReadResult> documents = documents();

  private static List<ReadResult> documents() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return Stream.of("every-rule.json", "subflow.json", "malformed.json")
          .map(name -> Path.of("src/test/resources/dev/sluice/documents", name))
          .map(file -> loader.tryRead(file).block())
          .toList();
    }
  }

  @Override
  public void accept(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    WorkflowQuery query;
    try {
      query = WorkflowQuery.parse(text);
    } catch (QuerySyntaxException e) {
      requireMarked(text, e);
      return;
    }
    query.unknownNames(registry).forEach(QueryTarget::requirePrintable);
    for (ReadResult document : documents) {
      boolean matches = query.matches(document);
      require(matches == WorkflowQuery.parse(text).matches(document), "matches only once");
    }
  }

  private static void requireMarked(String text, QuerySyntaxException refused) {
    require(refused.position() >= 0 && refused.position() <= text.length(), "position");
    require(refused.length() >= 1, "length");
    requirePrintable(refused.getMessage());
    refused.marked().lines().forEach(QueryTarget::requirePrintable);
  }

  private static void requirePrintable(String text) {
    require(text.chars().noneMatch(Character::isISOControl), "a control character in " + text);
  }
}
