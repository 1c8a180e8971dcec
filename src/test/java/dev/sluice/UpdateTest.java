package dev.sluice;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.config.Rule;
import dev.sluice.edit.WorkflowEdit;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Documents;
import dev.sluice.support.HostNode;
import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import dev.sluice.write.WriteOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Definitions edited by a loader, in files and in memory. */
class UpdateTest {

  private static final String DOCUMENT =
      workflow(START + "," + node("a", "LogNode"), edge("start", "a"))
          .replace("\"config\":{}", "\"config\": { \"n\":1.50}");

  @TempDir Path directory;

  private Path file(byte[] content) throws IOException {
    Path file = directory.resolve("flow.json");
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    return file;
  }

  @Test
  void update_changedFile_keepsWhatTheEditDoesNotChange() throws IOException {
    Path file = file(Workflows.bytes(DOCUMENT));
    try (WorkflowLoader loader = WorkflowLoader.builder().cache(WorkflowCache.create()).build()) {
      for (String name : new String[] {"b", "c"}) { // also if the definition is cached
        String old = name.equals("b") ? "a" : "b";
        WorkflowDefinition updated =
            loader.update(file, edit -> edit.renameNode(old, name)).block();

        assertThat(updated.nodes()).containsOnlyKeys("start", name);
        assertThat(loader.read(file).block()).isEqualTo(updated);
        assertThat(Files.readString(file)).isEqualTo(DOCUMENT.replace("\"a\"", "\"" + name + "\""));
      }
    }
  }

  @Test
  void update_compressedFile_keepsItsCompression() throws IOException {
    Path file = file(Packing.GZIP.pack(Workflows.bytes(DOCUMENT)));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      loader.update(file, edit -> edit.metadata("name", "New")).block();

      assertThat(Files.readAllBytes(file)).startsWith(0x1f, 0x8b);
      assertThat(loader.read(file).block().metadata().name()).isEqualTo("New");
    }
  }

  @Test
  void update_nothingChanged_doesNotWriteTheFile() throws IOException {
    Path file = file(Workflows.bytes(DOCUMENT));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Mono<WorkflowDefinition> update = loader.update(file, edit -> edit.config("a", "n", 1.5));

      StepVerifier.create(update.zipWith(loader.read(file)))
          .assertNext(both -> assertThat(both.getT1()).isEqualTo(both.getT2()))
          .verifyComplete();
      assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(1_000_000);
    }
  }

  @Test
  void update_failingEditOrSource_leavesTheFile() throws IOException {
    Path file = file(Workflows.bytes(DOCUMENT));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      StepVerifier.create(loader.update(file, edit -> edit.removeNode("ghost")))
          .verifyError(NoSuchElementException.class);
      StepVerifier.create(
              loader.update(
                  file,
                  edit -> {
                    throw new StackOverflowError("deep");
                  }))
          .verifyErrorMatches(e -> String.valueOf(e).contains("StackOverflow"));
      StepVerifier.create(loader.update(directory.resolve("none.json"), edit -> edit))
          .verifyError(UnreadableSourceException.class);
      assertThat(Files.readString(file)).isEqualTo(DOCUMENT);
    }
  }

  @Test
  void edit_usesTheLoadersTypesAndLimits() {
    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .registry(NodeRegistries.builder().add(HostNode.type("Own", HostNode::new)).build())
            .build()) {
      WorkflowDefinition definition =
          loader.edit(WorkflowEdit.create("N").definition()).addNode("o", "Own").definition();

      assertThat(definition.nodes().get("o").isPlaceholder()).isFalse();
      assertThat(
              loader.load(loader.encode(definition, WriteOptions.standard())).block().definition())
          .isEqualTo(definition);
    }
  }

  private record NoLogs() implements Rule {
    @Override
    public String name() {
      return "no-logs";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      reports.about(workflow.nodes().get("a"), Severity.WARNING, "Logs");
    }
  }

  @Test
  void check_definition_reportsWhatValidateReportsOfItsText() {
    try (WorkflowLoader loader = WorkflowLoader.builder().rule(new NoLogs()).build()) {
      WorkflowDefinition definition =
          WorkflowEdit.of(loader.read(ByteSource.of("test", Workflows.bytes(DOCUMENT))).block())
              .connect("a", "exec_out", "a", "no_port")
              .definition();

      StepVerifier.create(loader.check(definition))
          .assertNext(
              report ->
                  assertThat(report.findings())
                      .extracting(Finding::code)
                      .contains(
                          FindingCode.HOST_RULE,
                          FindingCode.SELF_CONNECTION,
                          FindingCode.UNKNOWN_PORT))
          .verifyComplete();
    }
  }

  @Test
  void toMap_isTheDocument() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Documents.all()
          .forEach(
              (name, document) ->
                  loader
                      .tryRead(document)
                      .block()
                      .definition()
                      .ifPresent(
                          definition ->
                              assertThat(
                                      loader
                                          .tryRead(mapped(definition.toMap()))
                                          .block()
                                          .definition())
                                  .as(name)
                                  .contains(definition)));
    }
  }

  private static byte[] mapped(Map<String, Object> document) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      write(generator, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Workflows.bytes(text.toString());
  }

  /** What any mapper does with plain Java. */
  private static void write(JsonGenerator generator, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        generator.writeFieldName((String) member.getKey());
        write(generator, member.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> list) {
      generator.writeStartArray();
      for (Object element : list) {
        write(generator, element);
      }
      generator.writeEndArray();
    } else if (value instanceof BigDecimal decimal) {
      generator.writeNumber(decimal);
    } else if (value instanceof Number number) {
      generator.writeNumber(number.toString());
    } else if (value instanceof Boolean bool) {
      generator.writeBoolean(bool);
    } else {
      generator.writeString((String) value);
    }
  }
}
