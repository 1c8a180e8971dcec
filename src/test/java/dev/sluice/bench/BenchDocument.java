package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import reactor.core.scheduler.Schedulers;

/** A document to measure with, and the facts that a task has to find in it. */
final class BenchDocument {

  static final String TOKENS = "tokens";
  static final String NODES = "nodes";
  static final String CONNECTIONS = "connections";

  /** The sum of the hash codes of all node ids. */
  static final String IDS = "ids";

  /** How many types nodes declare. */
  static final String TYPES = "types";

  /** How many findings there are, those included that a limit leaves unwritten. */
  static final String FINDINGS = "findings";

  private final String name;
  private final byte[] bytes;
  private final Map<String, Long> facts;

  private BenchDocument(String name, byte[] bytes, Map<String, Long> facts) {
    this.name = name;
    this.bytes = bytes;
    this.facts = facts;
  }

  /** What tables call it. */
  String name() {
    return name;
  }

  /** The JSON; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** Each fact by its name, counted by a plain walk over the tokens. */
  Map<String, Long> facts() {
    return facts;
  }

  /** Real variety: see {@link VariedDocuments}. */
  static BenchDocument varied(int nodes) throws IOException {
    VariedDocuments made = VariedDocuments.of(nodes);
    return counted("varied-" + nodes, made.text().getBytes(UTF_8), made.findings());
  }

  /** The plainest document there is: see {@link ChainDocuments}. */
  static BenchDocument chain(int nodes) throws IOException {
    return counted("chain-" + nodes, ChainDocuments.of(nodes), 0);
  }

  /** Whether this names a generated document and not a file. */
  static boolean isGenerated(String name) {
    return name.matches("(varied|chain)-\\d+");
  }

  /** A document that is named as a generated one, or a file. */
  static BenchDocument named(String name) throws IOException {
    if (isGenerated(name)) {
      int nodes = Integer.parseInt(name.substring(name.indexOf('-') + 1));
      return name.startsWith("varied") ? varied(nodes) : chain(nodes);
    }
    byte[] bytes = Files.readAllBytes(Path.of(name));
    return counted(name, bytes, findings(bytes));
  }

  private static long findings(byte[] bytes) {
    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .limits(Limits.trusted())
            .scheduler(Schedulers.immediate())
            .build()) {
      ValidationReport report = loader.validate(ByteSource.of("document", bytes)).block();
      return report.findings().size() + report.omitted();
    }
  }

  private static BenchDocument counted(String name, byte[] bytes, long findings)
      throws IOException {
    Map<String, Long> facts = new TreeMap<>();
    Set<String> types = new HashSet<>();
    long tokens = 0;
    String section = "";
    for (String fact : new String[] {NODES, CONNECTIONS, IDS}) {
      facts.put(fact, 0L);
    }
    int depth = 0;
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens++;
        if (depth == 1 && token == JsonToken.FIELD_NAME) {
          section = parser.currentName();
        } else if (depth == 2 && section.equals(NODES) && token == JsonToken.FIELD_NAME) {
          facts.merge(NODES, 1L, Long::sum);
          facts.merge(IDS, (long) parser.currentName().hashCode(), Long::sum);
        } else if (depth == 2 && section.equals(CONNECTIONS) && token == JsonToken.START_OBJECT) {
          facts.merge(CONNECTIONS, 1L, Long::sum);
        } else if (depth == 3
            && section.equals(NODES)
            && token == JsonToken.VALUE_STRING
            && "node_type".equals(parser.currentName())) {
          types.add(parser.getText());
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
    }
    facts.put(TOKENS, tokens);
    facts.put(TYPES, (long) types.size());
    facts.put(FINDINGS, findings);
    return new BenchDocument(name, bytes, facts);
  }
}
