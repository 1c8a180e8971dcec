package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.output.JsonOutput;
import dev.sluice.output.TypeJson;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.registry.WorkflowJsonSchema;
import dev.sluice.types.NearestTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the catalog of node types, or one type in full. */
@Command(
    name = "types",
    description = "List all node types, or show one.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice types ClickElementNode")
final class TypesCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      completionCandidates = Completions.Types.class,
      description = "The type to show.")
  private @Nullable String name;

  @ArgGroup private Form form = new Form();

  /** The output format; text by default. */
  private static final class Form {
    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    @Option(
        names = "--schema",
        description =
            "Print a JSON Schema 2020-12 for editors: of workflow documents, or of the config of"
                + " NAME.")
    private boolean schema;
  }

  TypesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    NodeRegistry registry = NodeRegistries.builtIn();
    String wanted = name;
    if (form.schema) {
      return wanted == null ? schema(registry) : schema(registry, wanted);
    }
    return wanted == null ? list(registry) : show(registry, wanted);
  }

  private int schema(NodeRegistry registry) throws IOException {
    write(WorkflowJsonSchema.of(registry));
    return ExitCode.ACCEPTED;
  }

  private int schema(NodeRegistry registry, String wanted) throws IOException {
    Optional<Map<String, Object>> config = WorkflowJsonSchema.ofConfig(registry, wanted);
    if (config.isEmpty()) {
      return unknown(registry, wanted);
    }
    write(config.get());
    return ExitCode.ACCEPTED;
  }

  private void write(Map<String, Object> schema) throws IOException {
    writeLine(
        lines -> {
          lines.useDefaultPrettyPrinter();
          JsonOutput.write(lines, schema);
        });
  }

  private int list(NodeRegistry registry) throws IOException {
    Map<String, Object> categories = new TreeMap<>();
    Map<String, List<String>> names = new TreeMap<>();
    for (String type : registry.names()) {
      String category = registry.categoryOf(type).orElse("");
      names.computeIfAbsent(category, unused -> new ArrayList<>()).add(type);
    }
    categories.putAll(names);
    if (form.json) {
      writeLine(line -> JsonOutput.write(line, Map.of("categories", categories)));
    } else {
      terminal.print(TypeText.list(names, terminal.paint()));
    }
    return ExitCode.ACCEPTED;
  }

  private int show(NodeRegistry registry, String wanted) throws IOException {
    Optional<Migration> migration = registry.migration(wanted);
    Optional<ShownType> shown =
        registry
            .find(migration.map(Migration::to).orElse(wanted))
            .map(type -> new ShownType(wanted, type, migration));
    if (shown.isEmpty()) {
      return unknown(registry, wanted);
    }
    if (form.json) {
      writeLine(line -> TypeJson.write(line, shown.get().type(), migration));
    } else {
      String page = TypeText.of(shown.get(), terminal.paint());
      terminal.print(LineWrap.ofEach(page, terminal.columns()));
    }
    return ExitCode.ACCEPTED;
  }

  private int unknown(NodeRegistry registry, String wanted) {
    List<String> nearest = NearestTypes.of(wanted, registry);
    terminal.complain("There is no node type " + wanted);
    if (!nearest.isEmpty()) {
      terminal.complain("The nearest are " + String.join(", ", nearest));
    }
    return ExitCode.REJECTED;
  }

  private interface Content {
    void writeTo(JsonGenerator line) throws IOException;
  }

  private void writeLine(Content content) throws IOException {
    try (JsonGenerator line = JsonOutput.to(terminal.results())) {
      content.writeTo(line);
      line.writeRaw('\n');
    }
    terminal.results().flush();
  }

  /**
   * A node type found by name.
   *
   * @param asked the given name
   * @param type the type with this name, or its successor
   * @param migration the migration to the successor, if any
   */
  record ShownType(String asked, NodeType type, Optional<Migration> migration) {}
}
