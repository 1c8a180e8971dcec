package dev.sluice.search;

import dev.sluice.ReadResult;
import dev.sluice.registry.NodeRegistry;
import java.util.List;
import java.util.Objects;

/**
 * A parsed query; immutable and thread-safe.
 *
 * <pre>
 *   type:Click* config.selector~"#buy"      a node of such a type with such a value
 *   var:total OR text:"{{total"             where a variable is defined, and where it is used
 *   from:fetch.true to:log*                 connections
 *   category:browser -has(type:Try*) | files
 * </pre>
 *
 * <p>The syntax is described in {@code docs/cli.md}, section "search". Each alternative of an outer
 * {@code OR} searches for nodes if one of its conditions is about nodes; all its conditions must
 * then hold for the same node. Otherwise it searches for connections, findings, or the document.
 * Globs and regular expressions are matched in time linear in the text.
 */
public final class WorkflowQuery {

  private final String text;
  private final QueryParser.Parsed parsed;

  private WorkflowQuery(String text, QueryParser.Parsed parsed) {
    this.text = text;
    this.parsed = parsed;
  }

  /**
   * Parses a query of at most 4,096 characters.
   *
   * @throws QuerySyntaxException if it does not follow the syntax
   */
  public static WorkflowQuery parse(String text) {
    return new WorkflowQuery(text, new QueryParser(Objects.requireNonNull(text, "text")).parse());
  }

  /** The text of the query. */
  public String text() {
    return text;
  }

  /** Whether anything in a document matches. */
  public boolean matches(ReadResult document) {
    return search("", document, 0).count() > 0;
  }

  /**
   * Lists the names in the query that no node type, finding or config has, with the nearest names;
   * because of them, the query may find nothing. Loads all types of the registry if the query names
   * a config key.
   *
   * @return messages with the column in the query; empty if all names are known
   */
  public List<String> unknownNames(NodeRegistry registry) {
    return new UnknownQueryNames(text, registry).of(parsed.condition());
  }

  /** Whether the query is about findings, which includes those of the lint rules. */
  boolean asksForFindings() {
    return parsed.condition().asksForFindings();
  }

  /** Searches a document. */
  DocumentSearch search(String name, ReadResult document, int most) {
    DocumentSearch search = new DocumentSearch(parsed, new SearchedDocument(name, document), most);
    search.run();
    return search;
  }

  /** The text of the query. */
  @Override
  public String toString() {
    return text;
  }
}
