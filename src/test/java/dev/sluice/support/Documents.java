package dev.sluice.support;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.WorkflowLoaderBuilder;
import dev.sluice.config.Rule;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Small documents of every kind and dialect, sound and faulty, and what a loader says of them. */
public final class Documents {

  private static final Path DIRECTORY =
      Path.of("src", "test", "resources", "dev", "sluice", "documents");

  private Documents() {}

  /** All documents by name; one of them also with other ends of lines. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.sorted().toList()) {
        all.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String lines = new String(all.get("every-rule.json"), StandardCharsets.UTF_8);
    all.put("CRLF behind a BOM", Workflows.bytes("\uFEFF" + lines.replace("\n", "\r\n")));
    all.put("CR", Workflows.bytes(lines.replace('\n', '\r')));
    return all;
  }

  public static byte[] named(String name) {
    return all().get(name);
  }

  /** A loader under which every rule can be broken: with a rule, and a type that fails. */
  public static WorkflowLoaderBuilder loader() {
    return WorkflowLoader.builder()
        .registry(
            NodeRegistries.builder()
                .add(Workflows.step())
                .add(
                    Workflows.type(
                        "Failing",
                        definition -> {
                          throw new IllegalStateException("out of order");
                        }))
                .build())
        .rule(new NoLogs());
  }

  /** Complains about every log node. */
  private static final class NoLogs implements Rule {
    @Override
    public String name() {
      return "no-logs";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      workflow.nodes().values().stream()
          .filter(node -> node.type().name().equals("LogNode"))
          .forEach(node -> reports.about(node, Severity.WARNING, "Logs"));
    }
  }

  /**
   * All that a load says of a document.
   *
   * @param fingerprint the definition's
   */
  public record Said(
      DocumentKind kind,
      Optional<WorkflowDefinition> definition,
      Optional<String> fingerprint,
      ValidationReport report) {

    /** What a loader says of a source, by a full load. */
    public static Said by(WorkflowLoader loader, ByteSource source) {
      return of(loader.tryLoad(source).block());
    }

    public static Said of(LoadResult result) {
      return new Said(
          result.kind(),
          result.definition(),
          result.definition().map(WorkflowDefinition::fingerprint),
          result.report());
    }
  }
}
